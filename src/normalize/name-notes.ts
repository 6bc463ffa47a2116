import { isCredential } from "./credential.ts";
import { nameWords } from "./letters.ts";
import { isProfession } from "./name-professions.ts";
import { leadingTitlesOnly, placeholders, titles } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";
import { toState } from "./place.ts";
import { stateCodes } from "./state-table.ts";
import { toSuffix } from "./suffix.ts";

const specialtyEnding = /(?:OLOGY|IATRICS?|IATRY|DONTICS?|THERAPY|OMETRY|OPRACTIC|[OA]PEDICS?)$/;
const specialties: ReadonlySet<string> = new Set(
  "MEDICINE SURGERY DENTISTRY NURSING ANESTHESIA OBSTETRICS OBGYN PEDS CARDIO ORTHO HOSPITALIST".split(
    " ",
  ),
);

/** Two-letter states that nobody is called and that are no credential. */
const plainStates: ReadonlySet<string> = new Set(
  [...stateCodes.keys()].filter(
    (code) => /^[B-DF-HJ-NP-TV-XZ]{2}$/.test(code) && !isCredential(code),
  ),
);

/** Whether a text beside a name says something else than a name: a specialty, a state, a remark. */
export function isNoteText(text: string): boolean {
  const words = nameWords(text);
  if (words.length === 0 || words.length > 5) return false;
  return words.some(isSpecialtyWord) || words.every(isNoteWord) || isPlaceName(words, text);
}

/** A word of a specialty's name that is nobody's: CARDIOLOGY, MEDICINE. */
export function isSpecialtyWord(word: string): boolean {
  return specialties.has(word) || (word.length > 6 && specialtyEnding.test(word));
}

/** `TX` after a name; MA, PA and their like are credentials first. */
export function isPlainState(word: string): boolean {
  return word.length === 2 && plainStates.has(word);
}

/** Whether a word says nothing of a name by itself. */
function isNoteWord(word: string): boolean {
  const address = titles.has(word) && !leadingTitlesOnly.has(word);
  const tail = word.length > 1 && (toSuffix(word) !== "" || isCredential(word));
  return address || tail || placeholders.has(word) || isProfession(word);
}

function isPlaceName(words: readonly string[], text: string): boolean {
  if (words.length === 1 && nicknameClasses(words[0] ?? "").length > 0) return false;
  return toState(text.trim()) !== "";
}
