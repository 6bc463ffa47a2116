import { nameWords } from "./letters.ts";
import { clinicianSpecialties } from "./specialty-clinicians.ts";
import { physicianSpecialties } from "./specialty-physicians.ts";
import { emptyWords, generalTerms, wordsOfAbbreviation } from "./specialty-words.ts";

/** What a specialty's name stands for. */
export interface SpecialtyReading {
  /** Taxonomy codes that the text may mean. */
  codes: readonly string[];
  /** Their groupings, or the grouping alone when the text says no more. */
  groups: readonly string[];
}

/** Grouping of taxonomy codes by their first three characters. */
const prefixesOfGroup: Readonly<Record<string, string>> = {
  physician: "202 204 207 208 209",
  behavioral: "101 102 103 104 106",
  chiropractic: "111",
  dental: "122 124 125 126",
  nutrition: "132 133 136",
  ems: "146",
  eye: "152 156",
  nursing: "163 164 167",
  other_service: "170 171 172 173 174 175 176",
  pharmacy: "183",
  podiatry: "211 213",
  therapy: "221 222 224 225 226 227 229",
  speech: "231 235 237",
  technician: "242 243 246 247",
  pa_np: "363 364 367",
  aide: "372 373 374 376",
  student: "390",
};

const groupOfPrefix: ReadonlyMap<string, string> = new Map(
  Object.entries(prefixesOfGroup).flatMap(([group, prefixes]) =>
    prefixes.split(" ").map((prefix): [string, string] => [prefix, group]),
  ),
);

/** Words that name a grouping and no specialty in it. */
const groupOfTerm: ReadonlyMap<string, string> = new Map([
  ["PHYSICIAN", "physician"],
  ["MD", "physician"],
  ["DO", "physician"],
  ["DOCTOR", "physician"],
  ["BEHAVIORALHEALTH", "behavioral"],
  ["THERAPY", "therapy"],
]);

const nothing: SpecialtyReading = { codes: [], groups: [] };
const codePattern = /^[0-9]{3}[0-9A-Z]{6}X$/;

const wordsOfCode: ReadonlyMap<string, string> = new Map(
  tableRows().map(([code, words]): [string, string] => [code, words]),
);

const readingOfTerm: ReadonlyMap<string, SpecialtyReading> = readingsByTerm();

function tableRows(): [code: string, words: string, names: string[]][] {
  return `${physicianSpecialties}${clinicianSpecialties}`
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [code = "", words = "", names = ""] = line.split("|");
      return [code, words, names === "" ? [] : names.split(";")];
    });
}

function readingsByTerm(): Map<string, SpecialtyReading> {
  const codes = new Map<string, Set<string>>();
  const add = (term: string, code: string) => {
    const key = termKey(term);
    const known = codes.get(key);
    if (known === undefined) codes.set(key, new Set([code]));
    else known.add(code);
  };
  for (const [code, words, names] of tableRows()) {
    for (const term of [words, ...names]) add(term, code);
  }
  for (const [term, prefix] of generalTerms) {
    for (const code of wordsOfCode.keys()) if (code.startsWith(prefix)) add(term, code);
  }
  codes.delete("");
  return new Map([...codes].map(([term, found]) => [term, readingOf([...found])]));
}

function readingOf(codes: readonly string[]): SpecialtyReading {
  return { codes, groups: [...new Set(codes.map(taxonomyGroup))] };
}

/** Our grouping of any taxonomy code; organisations' codes are "organization". */
export function taxonomyGroup(code: string): string {
  return groupOfPrefix.get(code.slice(0, 3)) ?? "organization";
}

/** Our plain words for a taxonomy code, if it is one of the commonest. */
export function taxonomyWords(code: string): string | undefined {
  return wordsOfCode.get(code);
}

/**
 * The taxonomy codes and groupings that a specialty's name, its abbreviation or a code itself
 * stands for; nothing when it is unknown. Case, punctuation, word order and plurals do not matter;
 * of a list of specialties all count.
 */
export function specialtyCodes(text: string): SpecialtyReading {
  const code = text.trim().toUpperCase().slice(0, 10);
  if (codePattern.test(code)) return readingOf([code]);
  const whole = readTerm(text);
  if (whole !== undefined) return whole;
  const parts = text.split(/[,;/|()]| - /).map(readTerm);
  const codes = new Set(parts.flatMap((part) => part?.codes ?? []));
  const groups = new Set(parts.flatMap((part) => part?.groups ?? []));
  return codes.size + groups.size === 0 ? nothing : { codes: [...codes], groups: [...groups] };
}

function readTerm(text: string): SpecialtyReading | undefined {
  const known = readingOfTerm.get(termKey(text));
  if (known !== undefined) return known;
  const group = groupOfTerm.get(nameWords(text).map(singular).join(""));
  return group === undefined ? undefined : { codes: [], groups: [group] };
}

/** The words that matter, in one spelling and in alphabetical order. */
function termKey(text: string): string {
  const words = nameWords(text.replace(/-/g, " "));
  const told = words.flatMap((word) => tellingWords(word));
  const assistant = told.includes("ASSISTANT");
  const kept = told.filter((word) => !emptyWords.has(word) || (assistant && word === "PHYSICIAN"));
  return [...new Set(kept)].sort().join(" ");
}

function tellingWords(word: string): string[] {
  const stem = stemOf(singular(word));
  const words = wordsOfAbbreviation.get(word) ?? wordsOfAbbreviation.get(stem) ?? stem;
  return words.split(" ");
}

function singular(word: string): string {
  if (word.length < 5 || !word.endsWith("S") || /(?:SS|IS|US)$/.test(word)) return word;
  return word.slice(0, -1);
}

/** `CARDIOLOGIST` → `CARDIOLOGY`, `PEDIATRICIAN` → `PEDIATRIC`, `ENDODONTIST` → `ENDODONTIC`. */
function stemOf(word: string): string {
  return word
    .replace(/OLOGIST$/, "OLOGY")
    .replace(/OLOGIC(?:AL)?$/, "OLOGY")
    .replace(/IATRICIAN$/, "IATRIC")
    .replace(/IATRIST$/, "IATRY")
    .replace(/DONTIST$/, "DONTIC")
    .replace(/DONTIA$/, "DONTIC");
}
