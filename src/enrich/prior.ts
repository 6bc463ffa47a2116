import type { MatchContext, MatchRequest, MatchResult } from "../model/contract.ts";
import type { SearchService } from "../service/search-service.ts";
import { abortable } from "./abortable.ts";

const SAMPLE = 1000;
const BATCH = 100;
const MAX_PASSES = 2;
/** Two estimates this near to each other settle it. */
const NEAR = 0.02;

/**
 * Share of a list's leads that are in the registry, .05..0.97, two decimals: the mean of what the
 * service itself thinks of a sample, asked again once with that figure when it moved.
 *
 * @param leads ascending by digest, so that the estimate does not hang on the order of the rows
 */
export async function estimatePrior(
  leads: readonly MatchRequest[],
  context: MatchContext,
  release: string,
  service: Pick<SearchService, "match">,
  signal: AbortSignal,
): Promise<number> {
  const sample = leads.slice(0, SAMPLE);
  let { prior } = context;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    let sum = 0;
    for (let at = 0; at < sample.length; at += BATCH) {
      const batch = {
        context: { ...context, prior },
        release,
        min_confidence: 0.95,
        with_profile: false,
        requests: sample.slice(at, at + BATCH),
      };
      const { results } = await abortable(service.match(batch, { signal }), signal);
      for (const result of results) sum += chanceOfSomebody(result);
    }
    const before = prior;
    prior = clamp(Math.round((sum / sample.length) * 100) / 100);
    if (Math.abs(prior - before) <= NEAR) break;
  }
  return prior;
}

/** How likely it is that the lead's person is in the registry, whoever of the candidates it is. */
function chanceOfSomebody(result: MatchResult): number {
  let sum = 0;
  for (const { confidence } of result.candidates ?? []) sum += confidence;
  return Math.min(1, Math.max(sum, result.confidence));
}

function clamp(prior: number): number {
  return Math.min(0.97, Math.max(0.05, prior));
}
