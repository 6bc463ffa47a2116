import type { Correction } from "../../model/corrections.ts";
import type { CorrectedField, Profile } from "../../model/profile.ts";
import { correctableField } from "./correctable-fields.ts";

/**
 * The profile as its person has had it put right, with what was: a value of theirs takes the place of
 * the sources', unless all that these have says the same. What is given is never changed.
 */
export function correctProfile(profile: Profile, corrections: readonly Correction[]): Profile {
  let told = profile;
  const corrected: CorrectedField[] = [];
  for (const { field, value, date } of corrections) {
    const known = correctableField(field);
    // A ledger of a newer version: to pass it over would show what somebody has had put right.
    if (known === undefined) throw new Error("a correction is of no field that is known");
    const given = known.values(told);
    const isSaid =
      value === ""
        ? given.length === 0
        : given.length > 0 && given.every((one) => known.isSame(one, value));
    if (isSaid) continue;
    told = known.put(told, value, date);
    corrected.push({ field, date });
  }
  return corrected.length === 0 ? profile : { ...told, corrected };
}
