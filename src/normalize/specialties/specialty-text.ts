import { foldAccents, nameWords } from "../cells/letters.ts";
import { correctWord, isTermWord } from "./specialty-spelling.ts";
import { tellingWords, withoutEmptyWords } from "./specialty-term.ts";
import { doubtfulAbbreviations, emptyWords, traineeWords } from "./specialty-words.ts";

/** The words of a specialty's text, and what it says beside a specialty. */
export interface SpecialtyText {
  /** Telling words, spelled out and corrected, in their order; {@link unread} for an unknown one. */
  words: readonly string[];
  trainee: boolean;
  /** `MD`, `DO`, or a word that leaves it open. */
  physician: "MD" | "DO" | "either" | "";
  /** Names a business, not a person's work. */
  business: boolean;
}

/** Words of businesses and offices: a text with one names no clinician's specialty. */
const businessWords: ReadonlySet<string> = new Set(
  `
SUPPLIER SUPPLIERS SUPPLIES FACILITY FACILITIES AGENCY AGENCIES COMPANY STORE BILLER BILLING
ROSTER IMMUNIZER AMBULANCE MANUFACTURER SALESPERSON OPERATOR BUSINESS EQUIPMENT DME
INSURANCE LABORATORY
`
    .trim()
    .split(/\s+/),
);

/** Stands for a word that is in no term. */
export const unread = "?";

/** Signs and phrases whose words mean something else together than apart. */
const together: readonly (readonly [RegExp, string])[] = [
  [/\bL\s*[&/+]\s*D\b/g, "LABOR DELIVERY"],
  [/\bP\s*M\s*&\s*R\b/g, "PMR"],
  [/\bX[\s-]RAY/g, "XRAY"],
  [/\bMED(?:ICINE)?\s*[-/]\s*PEDS?\b|\bMED PEDS?\b/g, "INTERNAL MEDICINE PEDIATRIC"],
  [/\bDOCTOR OF OSTEOPATH\w*(?: MEDICINE)?/g, "DO"],
  [/\bDOCTOR OF MEDICINE\b|\bMEDICAL DOCTOR\b/g, "MD"],
];

/** Something that every one of those has. */
const mayStandTogether = /[&+/-]|PED|DOCTOR|RAY/;

/** `NursePractitioner`, as programs write it. */
const runTogether = /^\S{9,}$/;

/** Capitals without accents; what {@link readText} and the separators of a cell are read in. */
export function plainCapitals(text: string): string {
  const parted = runTogether.test(text) ? text.replace(/([a-z])([A-Z])/g, "$1 $2") : text;
  let plain = foldAccents(parted).toUpperCase();
  if (!mayStandTogether.test(plain)) return plain;
  for (const [pattern, words] of together) plain = plain.replace(pattern, words);
  return plain;
}

/** Reads capitals from {@link plainCapitals}. */
export function readText(capitals: string): SpecialtyText {
  const written = nameWords(capitals.replace(/\./g, "")).filter((word) => word.length > 1);
  const understood = written.map((word) => ({ word, telling: understand(word) }));
  const foreign = understood.some(({ telling }) => telling === undefined);
  const words = understood.flatMap(({ word, telling }) =>
    telling === undefined || (foreign && doubtfulAbbreviations.has(word)) ? [unread] : telling,
  );
  const told = withoutEmptyWords(words);
  return {
    words: told.filter((word) => !traineeWords.has(word)),
    trainee: told.some((word) => traineeWords.has(word)),
    physician: physicianWord(words, told),
    business: written.some((word) => businessWords.has(word)),
  };
}

function understand(word: string): readonly string[] | undefined {
  const telling = tellingWords(word);
  if (telling.every((part) => isTermWord(part) || emptyWords.has(part) || traineeWords.has(part))) {
    return telling;
  }
  return correctWord(word);
}

function physicianWord(
  words: readonly string[],
  told: readonly string[],
): SpecialtyText["physician"] {
  const doctor = words.includes("MD");
  const osteopath = words.includes("DO");
  if (doctor !== osteopath) return doctor ? "MD" : "DO";
  if (doctor) return "either";
  // The physician of `physician assistant` is one of the words that tell.
  return words.includes("PHYSICIAN") && !told.includes("PHYSICIAN") ? "either" : "";
}
