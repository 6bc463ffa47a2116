import type { MatchResult } from "../model/contract.ts";
import { reasonCodes } from "../model/reason.ts";

/** Nothing may be told: the same, whatever the cause. */
export function withheldResult(id: number): MatchResult {
  return { id, status: "suppressed", confidence: 0, reason: `withheld: ${reasonCodes.withheld}` };
}
