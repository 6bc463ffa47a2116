import type { MatchContext, MatchRequest, MatchResult } from "../../model/contract.ts";
import { type SuppressionKeys, suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { ghostDecides, ghostKeysOfRequest } from "../../normalize/keys/ghost-keys.ts";
import { withoutUntoldCandidates } from "../../normalize/keys/withhold-candidates.ts";
import { withheldResult } from "../withheld-result.ts";
import type { CurrentLedger } from "./up-to-date.ts";

/**
 * Answers without those about whom nothing may be told: somebody who is suppressed since the release
 * was brought up to date, or who is on file no more and known by name and place alone.
 *
 * @param requests what the results answer, one each
 */
export async function tellResults(
  results: readonly MatchResult[],
  requests: readonly MatchRequest[],
  context: MatchContext,
  ledger: CurrentLedger,
): Promise<MatchResult[]> {
  const questions: SuppressionKeys[] = [];
  for (const result of results) {
    if (result.npi !== undefined) questions.push(keysOf(result.npi, result));
    for (const npi of othersIn(result)) questions.push({ npi });
  }
  const hits = await ledger.areSuppressed(questions);
  const ghosts = await ledger.ghostsAt(
    requests.map((request) => () => ghostKeysOfRequest(request, context)),
  );
  let next = 0;
  return results.map((result, i) => {
    const isAnswer = result.npi !== undefined && hits[next++] === true;
    const untold = new Set(othersIn(result).filter(() => hits[next++] === true));
    const { candidates = [], matched_on: matchedOn, status } = result;
    const isGhost = ghostDecides({ status, matchedOn, candidates }, ghosts[i]);
    return isAnswer || isGhost ? withheldResult(result.id) : withoutOthers(result, untold);
  });
}

function keysOf(npi: string, { profile }: MatchResult): SuppressionKeys {
  return profile === undefined ? { npi } : suppressionKeysOfProfile(profile);
}

/** Whom an answer names beside its own person. */
function othersIn({ candidates = [], explanation }: MatchResult): string[] {
  return [...new Set([...candidates, ...(explanation?.candidates ?? [])].map(({ npi }) => npi))];
}

function withoutOthers(result: MatchResult, untold: ReadonlySet<string>): MatchResult {
  if (untold.size === 0) return result;
  const { candidates: listed = [], explanation: _whole, ...answer } = result;
  const told = withoutUntoldCandidates(
    { ...answer, candidates: listed },
    listed.map(({ npi }) => untold.has(npi)),
  );
  if (told === undefined) return withheldResult(result.id);
  const { reason, confidence = answer.confidence, candidates } = told;
  // An explanation counts everybody.
  return {
    ...answer,
    reason,
    confidence,
    ...(candidates.length > 0 && { candidates: [...candidates] }),
  };
}
