import { type SpecialtyFamily, specialtyFamily } from "./specialty-family.ts";
import { type SpecialtyMeaning, type SpecialtyTerm, wordsOfCode } from "./specialty-index.ts";
import { readSpecialtyPart } from "./specialty-part.ts";
import { type SpecialtyReading, toReading } from "./specialty-reading.ts";
import { plainCapitals } from "./specialty-text.ts";

export { taxonomyGroup } from "./specialty-field.ts";

const codePattern = /\b\d{3}[0-9A-Z]{6}X\b/g;
const traineeCode = "390200000X";

/** Beside a word for one of these professions, a physicians' specialty says where they work. */
const workingBeside: ReadonlySet<SpecialtyFamily> = new Set([
  "advanced-practice",
  "nurse",
  "pharmacy",
  "physician-assistant",
  "technician",
  "therapy",
]);

/** Our plain words for a taxonomy code, if it is one of the commonest. */
export function taxonomyWords(code: string): string | undefined {
  return wordsOfCode().get(code);
}

/**
 * The taxonomy codes, groups and professions that a specialty's name, its abbreviation or a code
 * itself stands for; nothing when it is unknown. Case, punctuation, word order, plurals, noise
 * words and small misspellings do not matter; of a list of specialties all count.
 */
export function specialtyCodes(text: string): SpecialtyReading {
  const capitals = plainCapitals(text.slice(0, 400));
  const codes = capitals.match(codePattern);
  if (codes !== null) return toReading([...new Set(codes)], [], "");
  const said = capitals.split(/[;\n\r]+/).map(readSpecialtyPart);
  const physician = said.find((part) => part.physician !== "")?.physician ?? "";
  const trainee = said.some((part) => part.trainee);
  const terms = said.flatMap((part) => part.terms);
  const [only] = terms;
  if (only !== undefined && terms.length === 1 && !trainee && physician === "") return only.reading;
  const meanings = besidePhysicians(terms, physician !== "");
  const meant = new Set(meanings.flatMap((meaning) => meaning.codes));
  if (trainee) meant.add(traineeCode);
  const allowed = meanings.flatMap((meaning) => meaning.families);
  return toReading([...meant], allowed, physician);
}

/** `PA - ortho` is a physician assistant, and `ICU RN` a nurse: what is not theirs is left out. */
function besidePhysicians(terms: readonly SpecialtyTerm[], physician: boolean): SpecialtyMeaning[] {
  const professions = new Set<SpecialtyFamily>(physician ? ["physician"] : []);
  for (const { reading } of terms) {
    const [family, second] = reading.families;
    if (family !== undefined && second === undefined && workingBeside.has(family)) {
      professions.add(family);
    }
  }
  if (professions.size === (physician ? 1 : 0)) return [...terms];
  const fits = (family: SpecialtyFamily) => family !== "physician" || professions.has(family);
  return terms.map(({ codes, families }) => ({
    codes: codes.filter((code) => fits(specialtyFamily(code))),
    families: families.filter(fits),
  }));
}
