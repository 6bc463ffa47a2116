import type { Finding } from "../finding.ts";
import type { Entry } from "../plan-batches.ts";
import { heldNpi } from "./held-npi.ts";

/** A row as it is written. */
type WrittenRow = Pick<Entry, "before" | "npiBefore" | "finding" | "unasked" | "closedSince">;

/**
 * Says of a row as it is written whether a refresh under the same terms could only find the same.
 * One without a match is asked about by what the list says: now it has to have been, too, and its
 * answer must not have been held against an earlier one. One with a match is confirmed by its profile
 * (confirm-by-profile.ts): now it has to be, too.
 *
 * @param fields the profile columns
 */
export function createSameAgain(fields: readonly string[]): (row: WrittenRow) => boolean {
  const hasActive = fields.includes("hb_active");
  const tellsSureness = fields.some((name) => name.endsWith("_confidence"));

  function isConfirmed({ confidence, confirmable, inactive }: Finding): boolean {
    // Where no column tells it, that an NPI is off is told anew at every refresh.
    if (confirmable !== true || (inactive === true && !hasActive)) return false;
    // A list holds four digits of it, by which that of a value is multiplied.
    return !tellsSureness || Number(confidence?.toFixed(4)) === confidence;
  }

  return ({ before, npiBefore, finding, unasked, closedSince }) => {
    if (finding === undefined || finding.stale !== undefined || closedSince === true) return false;
    if (unasked === true) return true;
    if (finding.status === "matched") return isConfirmed(finding);
    return npiBefore === undefined && heldNpi(before?.finding) === undefined;
  };
}
