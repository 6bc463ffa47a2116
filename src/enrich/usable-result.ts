import type { MatchResult } from "../model/contract.ts";
import { type Status, statuses } from "../model/status.ts";

const knownStatuses: ReadonlySet<Status> = new Set(statuses);

/**
 * What keeps a result from being an answer, in words, or undefined. Only what the cells are made of;
 * the rest of the contract is the service's own business.
 */
export function faultOf(result: MatchResult): string | undefined {
  const sound =
    knownStatuses.has(result.status) &&
    typeof result.reason === "string" &&
    Number.isFinite(result.confidence);
  if (!sound) return "an answer without status, confidence or reason";
  if (result.status === "matched" && result.npi === undefined) return "a match without an NPI";
  return undefined;
}
