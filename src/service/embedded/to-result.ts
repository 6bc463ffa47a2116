import type { MatchResult } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import type { LeadAnswer } from "./answer-leads.ts";

/** @param profiles by NPI; that of the match is told where it is among them */
export function toResult(
  { id, decision, explanation }: LeadAnswer,
  profiles: ReadonlyMap<number, Profile>,
): MatchResult {
  const result: MatchResult = {
    id,
    status: decision.status,
    confidence: decision.confidence,
    reason: decision.reason,
  };
  if (decision.npi !== undefined) {
    result.npi = String(decision.npi);
    const profile = profiles.get(decision.npi);
    if (profile !== undefined) result.profile = profile;
  }
  if (decision.matchedOn !== undefined) result.matched_on = decision.matchedOn;
  if (decision.candidates.length > 0) result.candidates = decision.candidates;
  if (explanation !== undefined) result.explanation = explanation;
  return result;
}
