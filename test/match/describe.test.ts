import { readdirSync, readFileSync } from "node:fs";
import { expect, describe as group, test } from "vitest";
import { describe, describeAgainst, describeFor, levelWords } from "../../src/match/describe.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { leadOf, scored } from "./candidates.ts";

const folder = new URL("../../src/match/", import.meta.url);

/** Which fields a file's levels belong to, where the file does not name them beside the level. */
const fieldsOf: Record<string, readonly string[]> = {
  "compare-first-name.ts": ["first_name"],
  "compare-last-name.ts": ["last_name"],
  "near-level.ts": ["first_name", "last_name"],
};

/** Every comparison level that the source writes down, with the fields it may stand for. */
function writtenLevels(): [file: string, level: string, fields: readonly string[]][] {
  return readdirSync(folder)
    .filter((file) => file.startsWith("compare-") || file === "near-level.ts")
    .flatMap((file) => {
      const source = readFileSync(new URL(file, folder), "utf8");
      const own = [...source.matchAll(/\bfield(?::| =) "(\w+)"/g)].map(([, field = ""]) => field);
      const fields = fieldsOf[file] ?? [...new Set(own)];
      const values = [...source.matchAll(/\blevel: ([^,;}\n]+)/g)].map(([, value = ""]) => value);
      const unions = [...source.matchAll(/type \w*Level = ([^;]+);/g)].map(
        ([, value = ""]) => value,
      );
      const levels = [...values, ...unions].flatMap((value) => [...value.matchAll(/"([^"]+)"/g)]);
      return [...new Set(levels.map(([, level = ""]) => level))].map(
        (level): [string, string, readonly string[]] => [
          file,
          level,
          // Middle names and suffixes are compared where the whole name is.
          file === "compare-name.ts" ? [...fields, "middle_name", "suffix"] : fields,
        ],
      );
    });
}

group("the words of a level", () => {
  const written = writtenLevels();

  test("are looked for in all files that compare", () => {
    const found = new Set(written.map(([file]) => file));
    const files = readdirSync(folder).filter((file) => file.startsWith("compare-"));
    expect(files.length).toBeGreaterThanOrEqual(6);
    expect(files.filter((file) => !found.has(file))).toEqual([]);
    expect(written.length).toBeGreaterThanOrEqual(30);
  });

  test.each(written)("%s: %s", (_, level, fields) => {
    expect(fields.filter((field) => levelWords(field, level) !== undefined)).not.toEqual([]);
  });

  test.each([
    ["name_on_file", "former name"],
    ["name_on_file", "professional name"],
    ["name_on_file", "other name"],
    ["place", "mailing zip"],
    ["place", "mailing city"],
  ])("%s: %s, put together where it is compared", (field, level) => {
    expect(levelWords(field, level)).toBeTruthy();
  });

  test("are the level itself when nobody has written any", () => {
    expect(describe([{ field: "shoe_size", level: "same", bits: 1 }])).toBe("shoe size: same");
  });
});

group("a match that is not on the legal name, letter by letter", () => {
  const zwick = { npi: npiOf(1), first: "ROBERT", last: "ZWICKMERE" };
  const former = { kind: "former", first: "ROBERT", last: "PLUMB" } as const;
  const cases: [full: string, profile: Parameters<typeof person>[0], words: string][] = [
    ["Bob Zwickmere", zwick, "first name by nickname"],
    ["R Zwickmere", zwick, "first initial agrees"],
    ["Robert Zwickmre", zwick, "surname one letter off"],
    ["Roberd Zwickmere", zwick, "first name one letter off"],
    ["Robert Muntz", { ...zwick, last: "ZWICKMERE-MUNTZ" }, "part of a double surname"],
    ["Robert Plumb", { ...zwick, otherNames: [former] }, "agree on a former name"],
    ["Bob Plumb", { ...zwick, otherNames: [former] }, "nickname, on a former name"],
    [
      "Robert Plumb",
      { ...zwick, otherNames: [{ ...former, kind: "professional" }] },
      "agree on a professional name",
    ],
    [
      "Robert Plumb",
      { ...zwick, otherNames: [{ ...former, kind: "other" }] },
      "agree on another name on file",
    ],
    ["Robert Zwickmere", { ...zwick, first: "ROBERT ANN" }, "first name"],
    ["Maryann Zwickmere", { ...zwick, first: "MARY", middle: "ANN" }, "as one word or two"],
    ["Robert Zwickmere", { ...zwick, first: "JULIUS", middle: "ROBERT" }, "goes by the middle"],
  ];

  test.each(cases)("%s against %o: %s, and nothing is exact", (full, profile, words) => {
    const { evidence } = scored(leadOf({ name: { full } }), person(profile));
    for (const text of [describe(evidence), describeFor(evidence)]) {
      expect(text).toContain(words);
      expect(text).not.toContain("exact");
    }
  });

  test("the legal name, letter by letter, is exact", () => {
    const { evidence } = scored(leadOf({ name: { full: "Robert Zwickmere" } }), person(zwick));
    expect(describe(evidence)).toBe("first and last name exact");
  });
});

test("what spoke against is told apart from what agreed", () => {
  const lead = leadOf({ name: { full: "Robert Zwickmere" }, state: "OH", specialty: "Dentist" });
  const profile = person({ npi: npiOf(1), first: "ROBERT", last: "ZWICKMERE" });
  const { evidence } = scored(lead, profile);
  expect(describeFor(evidence)).toBe("first and last name exact");
  expect(describeAgainst(evidence)).toBe("another state, specialty differs");
});
