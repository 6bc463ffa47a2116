import {
  credentialsOfCode,
  credentialsOfFamily,
  type SpecialtyFamily,
  specialtyFamily,
} from "./specialty-family.ts";
import { groupsOfCodes } from "./specialty-field.ts";

/**
 * What a specialty's text stands for. `codes` agree with all that the text says: `nurse
 * practitioner` names every such code. Somebody with another code of these `groups` may well be
 * meant; with a code of the `families` at least the profession fits.
 */
export interface SpecialtyReading {
  /** Taxonomy codes that the text may mean. */
  codes: readonly string[];
  /** As `taxonomyGroup` of a code on file says it. */
  groups: readonly string[];
  /** As `specialtyFamily` of a code on file says it; alone for `physician`. */
  families: readonly SpecialtyFamily[];
  /** Credential groups of which such a clinician carries one; MD and DO for any physician. */
  credentials: readonly string[];
}

/**
 * Codes with all that follows from them. `allowed`: families besides those of the codes;
 * `physician`: which kind of physician the text names.
 */
export function toReading(
  codes: readonly string[],
  allowed: readonly SpecialtyFamily[],
  physician: "MD" | "DO" | "either" | "",
): SpecialtyReading {
  const families = new Set([...codes.map(specialtyFamily), ...allowed]);
  if (families.size === 0 && physician !== "") families.add("physician");
  const credentials = new Set(codes.flatMap(credentialsOfCode));
  for (const family of codes.length === 0 ? families : allowed) {
    for (const group of credentialsOfFamily(family)) credentials.add(group);
  }
  if (physician === "MD") credentials.delete("DO");
  if (physician === "DO") credentials.delete("MD");
  return {
    codes,
    groups: groupsOfCodes(codes),
    families: [...families],
    credentials: [...credentials],
  };
}
