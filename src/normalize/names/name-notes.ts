import { nameWords } from "../cells/letters.ts";
import { toState } from "../places/place.ts";
import { stateCodes } from "../places/state-table.ts";
import { isCredential } from "./credential.ts";
import { isProfession } from "./name-professions.ts";
import { leadingTitlesOnly, placeholders, titles } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";
import { toSuffix } from "./suffix.ts";

const specialtyEnding = /(?:OLOGY|IATRICS?|IATRY|DONTICS?|THERAPY|OMETRY|OPRACTIC|[OA]PEDICS?)$/;
const specialties: ReadonlySet<string> = new Set(
  "MEDICINE SURGERY DENTISTRY NURSING ANESTHESIA OBSTETRICS OBGYN PEDS CARDIO ORTHO HOSPITALIST".split(
    " ",
  ),
);

/** What lists write behind a name and nobody, or hardly anybody, is called. */
const remarks: ReadonlySet<string> = new Set(
  "VACANT TEST EXPIRED LOCUM PRN FT FTE LOA FMLA ICU NICU PICU MICU SICU CVICU CCU PACU MEDSURG NOC NOCS HRS NIGHTS BACKUP".split(
    " ",
  ),
);

/** What says nothing of a name where it stands apart: after a dash, in brackets. */
const notes: ReadonlySet<string> = new Set(
  "FLOAT TRAVELER TRAVELLER AGENCY CONTRACTOR MOONLIGHTER PRECEPTOR ORIENTEE WEEKENDS EVENINGS PSYCH NEURO ONC DERM TELE TELEMETRY STEPDOWN COPY OLD CELL LINKEDIN VERIFIED".split(
    " ",
  ),
);

/** What does so only in company: `Per Diem`, `Day Shift`, `New Grad RN`. */
const noteParts: ReadonlySet<string> = new Set(
  "PER DIEM FULL PART TIME NIGHT DAY DAYS EVENING WEEKEND SHIFT POOL TRAVEL CONTRACT STAFF CHARGE NEW GRAD GRADUATE HIRE MED SURG UNIT TEAM RESOURCE LEAD".split(
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
  return words.some(isSpecialtyWord) || isRemarkText(words) || isPlaceName(words, text);
}

/** Whether these words are a remark about somebody: `PRN`, `Per Diem`, `New Grad RN`. */
export function isRemarkText(words: readonly string[]): boolean {
  const [only, second] = words;
  if (second === undefined) return only !== undefined && isNoteWord(only);
  return words.every((word) => noteParts.has(word) || isNoteWord(word));
}

/** A word behind a name that is hardly ever one: PRN, ICU. */
export function isRemark(word: string): boolean {
  return remarks.has(word);
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
  return (
    address ||
    tail ||
    remarks.has(word) ||
    notes.has(word) ||
    placeholders.has(word) ||
    isProfession(word)
  );
}

function isPlaceName(words: readonly string[], text: string): boolean {
  if (words.length === 1 && nicknameClasses(words[0] ?? "").length > 0) return false;
  return toState(text.trim()) !== "";
}
