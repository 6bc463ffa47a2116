import type { ScoredCandidate } from "./score.ts";

/** Profiles that count in the arithmetic but were too many to be read one by one. */
export interface Unlisted {
  profiles: number;
  /** The most evidence that any one of them can have. */
  bits: number;
  /** All of which these are a part, compared or not, unless they are the lead's namesakes. */
  alike?: { profiles: number; sharing: string };
}

export interface Ranked {
  candidate: ScoredCandidate;
  /** Probability that this is the person, before calibration. */
  p: number;
}

export interface Posterior {
  /** Best first: by bits, then by NPI. */
  ranked: Ranked[];
  /** Probability that the person is not in the registry. */
  nobody: number;
  /** Probability that the person is among the unlisted. */
  unlisted: number;
}

/**
 * Row posterior over all candidates, the unlisted and nobody (matching.md section 7). Equal
 * evidence gives equal shares, so a tie can never reach a threshold above one half.
 */
export function toPosterior(
  candidates: readonly ScoredCandidate[],
  unlisted: Unlisted,
  individuals: number,
  prior: number,
): Posterior {
  const ordered = [...candidates].sort((a, b) => b.bits - a.bits || a.record.npi - b.record.npi);
  const each = prior / Math.max(1, individuals);
  const odds = ordered.map((candidate) => each * 2 ** candidate.bits);
  const hidden = unlisted.profiles * each * 2 ** unlisted.bits;
  let total = 1 - prior + hidden;
  for (const share of odds) total += share;
  return {
    ranked: ordered.map((candidate, i) => ({ candidate, p: (odds[i] ?? 0) / total })),
    nobody: (1 - prior) / total,
    unlisted: hidden / total,
  };
}
