import type { Profile } from "../../model/profile.ts";
import { type Decision, nobody } from "./decision.ts";
import { recordHash } from "./lead-hashes.ts";

/**
 * `withheld`: nobody is told under the NPI that was chosen, be it unknown or suppressed. `expired`:
 * what was looked at is not what is on file any more.
 */
export type DecisionState = "holds" | "expired" | "withheld";

/** NPIs whose records say whether a decision holds. */
export function npisOf({ records }: Decision): string[] {
  return Object.keys(records);
}

/**
 * @param profileOf undefined for an NPI that is unknown or may not be told
 * @param candidates NPIs that the lead may mean now; left out where nobody was asked
 */
export function judgeDecision(
  decision: Decision,
  profileOf: (npi: string) => Profile | undefined,
  candidates: readonly string[] = [],
): DecisionState {
  const { choice, records } = decision;
  const isAsDecided = ([npi, sha256]: [string, string]) => {
    const profile = profileOf(npi);
    return profile === undefined ? undefined : recordHash(profile) === sha256;
  };
  const same = Object.entries(records).map(isAsDecided);
  if (choice !== nobody) {
    if (same[0] === undefined) return "withheld";
    return same[0] ? "holds" : "expired";
  }
  // Somebody rejected who is not there any more changes nothing.
  if (same.includes(false)) return "expired";
  return candidates.every((npi) => Object.hasOwn(records, npi)) ? "holds" : "expired";
}
