import type { FieldEvidence } from "../model/explanation.ts";
import type { ScoredCandidate } from "./score.ts";

/** Name evidence at or below this speaks so clearly against a profile that nothing makes it match. */
const NAME_GATE_BITS = -3;

/**
 * Whether a name speaks against a profile, however much else agrees. A surname, an address and a
 * telephone are what spouses, siblings, father and son have in common: they are told apart by first
 * name, sex and suffix alone, and no other evidence makes up for those. A license is one's own.
 */
export function isAnotherName({ nameBits, evidence }: ScoredCandidate): boolean {
  if (nameBits <= NAME_GATE_BITS) return true;
  const levels = new Map(evidence.map(({ field, level }) => [field, level]));
  if (levels.get("license") === "same") return false;
  return isAnotherFirstName(levels) || levels.get("suffix") === "differs";
}

/**
 * The same of whoever holds the NPI that a lead gives. Only another first name is objection enough:
 * a suffix is also a slip.
 */
export function isAnothersNpi({ nameBits, evidence }: ScoredCandidate): boolean {
  if (nameBits <= NAME_GATE_BITS) return true;
  return isAnotherFirstName(new Map(evidence.map(({ field, level }) => [field, level])));
}

/** No name agrees or disagrees: who has the telephone or the license number may be anyone. */
export function isNameless({ evidence }: ScoredCandidate): boolean {
  return !evidence.some(({ field }) => field.endsWith("name") && field !== "email_name");
}

/** Anything about the holder's name is not quite the lead's: somebody else may fit it better. */
export function isInexactName({ exactName, evidence }: ScoredCandidate): boolean {
  return !exactName || evidence.some(isObjection);
}

function isObjection({ field, bits }: FieldEvidence): boolean {
  return bits < 0 && objections.has(field);
}

const objections: ReadonlySet<string> = new Set(["name_on_file", "middle_name", "suffix", "sex"]);

/** `Roberta` is no misspelled `Robert`, and `R.` is not he, where the sex differs. */
function isAnotherFirstName(levels: ReadonlyMap<string, string>): boolean {
  const first = levels.get("first_name");
  if (first === undefined || first === "exact" || first === "joined") return false;
  if (first === "differs") return true;
  const sex = levels.get("sex");
  return sex !== undefined && sex !== "same";
}
