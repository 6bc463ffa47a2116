import { nameWords } from "../cells/letters.ts";
import { once } from "../once.ts";
import { clinicianSpecialties } from "./specialty-clinicians.ts";
import type { SpecialtyFamily } from "./specialty-family.ts";
import { nurseSpecialties } from "./specialty-nurses.ts";
import { specialtyPhrases, wholeFamilies } from "./specialty-phrases.ts";
import { physicianSpecialties } from "./specialty-physicians.ts";
import { type SpecialtyReading, toReading } from "./specialty-reading.ts";
import { tellingWords, termKey, withoutEmptyWords } from "./specialty-term.ts";

/** What a term stands for; `families` only where they are more than those of its codes. */
export interface SpecialtyMeaning {
  codes: readonly string[];
  families: readonly SpecialtyFamily[];
}

/** A meaning with its reading, made once, since most cells are one term. */
export interface SpecialtyTerm extends SpecialtyMeaning {
  readonly reading: SpecialtyReading;
}

/** Our plain words for every taxonomy code of the tables. */
export const wordsOfCode: () => ReadonlyMap<string, string> = once(
  () => new Map(tableRows().map(([code, words]): [string, string] => [code, words])),
);

const knownCodes: () => readonly string[] = once(() => [...wordsOfCode().keys()]);

/** Term, as the key of its words → what it stands for. */
export const specialtyTerms: () => ReadonlyMap<string, SpecialtyTerm> = once(termsByKey);

function tableRows(): [code: string, words: string, names: string[]][] {
  return `${physicianSpecialties}${nurseSpecialties}${clinicianSpecialties}`
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [code = "", words = "", names = ""] = line.split("|");
      return [code, words, names === "" ? [] : names.split(";")];
    });
}

function termsByKey(): Map<string, SpecialtyTerm> {
  const codes = new Map<string, Set<string>>();
  const families = new Map<string, readonly SpecialtyFamily[]>();
  const add = (key: string, found: readonly string[]) => {
    const known = codes.get(key);
    if (known === undefined) codes.set(key, new Set(found));
    else for (const code of found) known.add(code);
  };
  for (const [code, words, names] of tableRows()) {
    for (const term of [words, ...names]) add(keyOf(term), [code]);
  }
  for (const found of codes.values()) {
    for (const code of wholeFamily(found)) found.add(code);
  }
  for (const line of specialtyPhrases.trim().split("\n")) {
    const [term = "", prefixes = "", allowed = ""] = line.split("|");
    const key = keyOf(term);
    add(key, codesBeginning(prefixes));
    if (allowed !== "") families.set(key, allowed.split(" ") as SpecialtyFamily[]);
  }
  codes.delete("");
  return new Map(
    [...codes].map(([key, found]) => [key, toTerm([...found], families.get(key) ?? [])]),
  );
}

/** Of codes among which is a general one: all that it is general of. */
function wholeFamily(codes: ReadonlySet<string>): string[] {
  const general = [...codes].filter((code) => code.endsWith("00000X"));
  const beginnings = general.map((code) => code.slice(0, 4));
  return beginnings.filter((beginning) => wholeFamilies.has(beginning)).flatMap(codesBeginning);
}

/** Codes, and families besides theirs, as a term. */
export function toTerm(
  codes: readonly string[],
  families: readonly SpecialtyFamily[],
): SpecialtyTerm {
  const reading = once(() => toReading(codes, families, ""));
  return {
    codes,
    families,
    get reading() {
      return reading();
    },
  };
}

function keyOf(term: string): string {
  return termKey(withoutEmptyWords(nameWords(term).flatMap(tellingWords)));
}

function codesBeginning(prefixes: string): string[] {
  return prefixes === ""
    ? []
    : prefixes
        .split(" ")
        .flatMap((prefix) => knownCodes().filter((code) => code.startsWith(prefix)));
}
