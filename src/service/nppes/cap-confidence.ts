import type { MatchResult } from "../../model/contract.ts";

/**
 * Nothing that was found by name is said to be surer than this. The figures behind it are typical
 * ones instead of counts, and no release fitted them: of a hundred leads as sure as that some three
 * may be somebody else. An NPI that is on file under the name given needs no figures.
 */
export const MOST_CONFIDENT = 0.97;

export function withCappedConfidence(result: MatchResult): MatchResult {
  if (result.matched_on === "npi") return result;
  const { candidates, explanation, confidence } = result;
  return {
    ...result,
    confidence: capped(confidence),
    ...(candidates === undefined ? {} : { candidates: candidates.map(withCap) }),
    ...(explanation === undefined
      ? {}
      : { explanation: { ...explanation, candidates: explanation.candidates.map(withCap) } }),
  };
}

function withCap<T extends { confidence: number }>(one: T): T {
  return { ...one, confidence: capped(one.confidence) };
}

function capped(confidence: number): number {
  return Math.min(confidence, MOST_CONFIDENT);
}
