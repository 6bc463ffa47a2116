import { type SpecialtyTerm, specialtyTerms, toTerm } from "./specialty-index.ts";
import { termKey } from "./specialty-term.ts";
import { readText, type SpecialtyText, unread } from "./specialty-text.ts";

/** What one part of a specialty's cell says. */
export interface SpecialtyPart {
  terms: readonly SpecialtyTerm[];
  trainee: boolean;
  physician: SpecialtyText["physician"];
}

/** No term has more words. */
const longestTerm = 8;

/** These say something as the whole text and nothing inside one. */
const weakAlone: ReadonlySet<string> = new Set([
  "ADULT",
  "FAMILY",
  "MEDICINE",
  "TECHNICIAN",
  "THERAPY",
]);

/** Codes of what others grow out of. */
const broadCodes: ReadonlySet<string> = new Set(["207R00000X", "208000000X", "208600000X"]);

/** How Open Payments writes: grouping, classification and specialization with bars between. */
const path =
  /^[^|]*(?:PROVIDERS|OSTEOPATHIC PHYSICIANS|STUDENT, HEALTH CARE)\s*\|([^|]+)\|?([^|]*)/;

/** Reads a part of a cell that holds no semicolon, in capitals from `plainCapitals`. */
export function readSpecialtyPart(capitals: string): SpecialtyPart {
  const steps = path.exec(capitals);
  if (steps !== null) return readPath(steps[1] ?? "", steps[2] ?? "");
  const text = readText(capitals);
  const { trainee, physician } = text;
  const whole = wholeTerm(text.words);
  if (whole !== undefined) return { terms: [whole], trainee, physician };
  if (text.business) return { terms: [], trainee, physician: "" };
  // Parts of a list stand for themselves; `Radiology, Diagnostic` was one term above.
  const list = capitals.split(/[|,()+]/);
  const terms =
    list.length === 1
      ? coverWords(text.words)
      : list.flatMap((part) => coverWords(readText(part).words));
  return { terms, trainee, physician };
}

function readPath(classification: string, specialization: string): SpecialtyPart {
  const general = readSpecialtyPart(classification);
  const { words } = readText(specialization);
  if (words.length === 0) return general;
  const both = wholeTerm([...words, ...readText(classification).words]);
  const beginnings = new Set(general.terms.flatMap(({ codes }) => codes.map(beginningOf)));
  for (const terms of [[wholeTerm(words)], [both], coverWords(words)]) {
    const codes = terms.flatMap((term) => term?.codes ?? []);
    const within = codes.filter((code) => beginnings.has(beginningOf(code)));
    if (within.length > 0) return { ...general, terms: [toTerm(within, [])] };
  }
  return general;
}

function beginningOf(code: string): string {
  return code.slice(0, 4);
}

/** The term that these words are, in whatever order. */
function wholeTerm(words: readonly string[]): SpecialtyTerm | undefined {
  return specialtyTerms().get(termKey(words));
}

/** The terms that a text's words are made of, the longest first from left to right. */
function coverWords(words: readonly string[]): SpecialtyTerm[] {
  const whole = wholeTerm(words);
  if (whole !== undefined) return [whole];
  const found: SpecialtyTerm[] = [];
  let at = 0;
  while (at < words.length) {
    const { term, length } = longestAt(words, at);
    if (term !== undefined) found.push(term);
    at += length;
  }
  return words.includes("TECHNICIAN") ? withTechnician(words, found) : withoutGeneral(found);
}

/** `GI Tech` and `ER Tech` are no physicians, although we know no code of theirs. */
function withTechnician(
  words: readonly string[],
  found: readonly SpecialtyTerm[],
): SpecialtyTerm[] {
  const theirs = found.filter(({ reading }) =>
    reading.families.some((name) => name !== "physician"),
  );
  if (theirs.length > 0 || words.includes(unread)) return theirs;
  return [toTerm([], ["technician"])];
}

function longestAt(words: readonly string[], at: number) {
  for (let length = Math.min(longestTerm, words.length - at); length > 0; length--) {
    if (length === 1 && weakAlone.has(words[at] ?? "")) break;
    const term = specialtyTerms().get(termKey(words.slice(at, at + length)));
    if (term !== undefined) return { term, length };
  }
  return { term: undefined, length: 1 };
}

/** `Internal Medicine Cardiology` is cardiology: the broad one only says where it belongs. */
function withoutGeneral(found: readonly SpecialtyTerm[]): SpecialtyTerm[] {
  return found.filter(({ codes: [code = "", second] }) => {
    if (second !== undefined || !broadCodes.has(code)) return true;
    const beginning = code.slice(0, 4);
    return !found.some(({ codes }) =>
      codes.some((other) => other !== code && other.startsWith(beginning)),
    );
  });
}
