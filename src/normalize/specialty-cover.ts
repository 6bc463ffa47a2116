import { type SpecialtyTerm, specialtyTerms } from "./specialty-index.ts";
import { termKey } from "./specialty-term.ts";

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

/** The term that these words are, in whatever order. */
export function wholeTerm(words: readonly string[]): SpecialtyTerm | undefined {
  return specialtyTerms.get(termKey(words));
}

/** The terms that a text's words are made of, the longest first from left to right. */
export function coverWords(words: readonly string[]): SpecialtyTerm[] {
  const whole = wholeTerm(words);
  if (whole !== undefined) return [whole];
  const found: SpecialtyTerm[] = [];
  let at = 0;
  while (at < words.length) {
    const { term, length } = longestAt(words, at);
    if (term !== undefined) found.push(term);
    at += length;
  }
  return withoutGeneral(found);
}

function longestAt(words: readonly string[], at: number) {
  for (let length = Math.min(longestTerm, words.length - at); length > 0; length--) {
    if (length === 1 && weakAlone.has(words[at] ?? "")) break;
    const term = specialtyTerms.get(termKey(words.slice(at, at + length)));
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
