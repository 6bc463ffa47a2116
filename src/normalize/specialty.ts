/** Grouping of a taxonomy code by its first three characters. */
const groupOfPrefix: ReadonlyMap<string, string> = new Map(
  Object.entries({
    physician: "202 204 207 208 209",
    behavioral: "101 102 103 104 106",
    bt: "",
    dental: "122 124 125 126",
    nutrition: "132 133 136",
    ems: "146",
    eye: "152 156",
    nursing: "163 164 167",
    other: "170 171 172 173 174 175 176",
    pharmacy: "183",
    podiatry: "211 213",
    therapy: "221 222 224 225 226 229",
    respiratory: "227",
    speech: "231 235 237",
    technician: "242 243 246 247",
    pa_np: "363 364 367",
    aide: "372 373 374 376",
    student: "390",
    chiropractic: "111",
  }).flatMap(([group, prefixes]) =>
    prefixes.split(" ").map((prefix): [string, string] => [prefix, group]),
  ),
);

/** Our grouping of any taxonomy code, "other" when it is none we know. */
export function taxonomyGroup(code: string): string {
  return groupOfPrefix.get(code.slice(0, 3)) ?? "other";
}

/** Our plain words for a taxonomy code. */
export function taxonomyWords(_code: string): string | undefined {
  return undefined;
}

/** Codes and groups that a free text, or a code itself, stands for; none when unknown. */
export function specialtyCodes(_text: string): {
  codes: readonly string[];
  groups: readonly string[];
} {
  return { codes: [], groups: [] };
}
