import type { Explanation } from "../model/explanation.ts";
import type { Lead } from "./lead.ts";
import type { Posterior, Unlisted } from "./posterior.ts";
import type { ScoredCandidate } from "./score.ts";

const MOST_EXPLAINED = 10;

interface AskedKey {
  kind: string;
  list: { npis: readonly number[]; total: number };
}

/** Everything behind a decision, in the shape `heartbeat explain` prints. */
export function explain(
  lead: Lead,
  asked: readonly AskedKey[],
  posterior: Posterior,
  unlisted: Unlisted,
  /** Who holds the NPI given, when the name speaks against it. */
  holder?: ScoredCandidate,
): Explanation {
  const shown = posterior.ranked.slice(0, MOST_EXPLAINED);
  if (holder !== undefined) shown.push({ candidate: holder, p: 0 });
  return {
    hypotheses: lead.hypotheses.map((reading) => ({
      reading: [reading.first, reading.middle, reading.last, reading.suffix]
        .filter((part) => part !== "")
        .join(" "),
      weight: reading.weight,
    })),
    keys: asked.map(({ kind, list }) => ({
      kind,
      profiles: list.total,
      capped: list.npis.length < list.total,
    })),
    candidates: shown.map(({ candidate, p }) => ({
      npi: String(candidate.record.npi),
      bits: candidate.bits,
      posterior: p,
      evidence: candidate.evidence,
    })),
    nobody: posterior.nobody,
    unlisted: unlisted.profiles,
  };
}
