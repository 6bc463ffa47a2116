import type { MatchBatch, MatchContext, MatchRequest, MatchResult } from "../../model/contract.ts";
import { ServiceError, StopError } from "../../model/errors.ts";
import { unansweredStatuses } from "../../model/status.ts";
import type { SearchService } from "../../service/search-service.ts";
import { abortable } from "../abortable.ts";

const SAMPLE = 1000;
const BATCH = 100;
const MAX_PASSES = 2;
/** Two estimates this near to each other settle it. */
const NEAR = 0.02;

/** Requests that an estimate from so many leads takes at most. */
export function dearestEstimate(leads: number): number {
  return Math.min(leads, SAMPLE) * MAX_PASSES;
}

interface Asking {
  service: Pick<SearchService, "label" | "match">;
  signal: AbortSignal;
  /** What a service that charges knows the run by. */
  runKey: string | undefined;
}

interface Estimate {
  prior: number;
  /** Leads asked. */
  requests: number;
}

/**
 * Share of a list's leads that are in the registry, .05..0.97, two decimals: the mean of what the
 * service itself thinks of a sample, asked again once with that figure when it moved. Leads that it
 * fails on say nothing. ServiceError where they are too many, or where it stops: an outage must not
 * pass for an estimate, nor settle the default.
 *
 * @param leads ascending by digest, so that the estimate does not hang on the order of the rows
 */
export async function estimatePrior(
  leads: readonly MatchRequest[],
  context: MatchContext,
  release: string,
  { service, signal, runKey }: Asking,
): Promise<Estimate> {
  const sample = leads.slice(0, SAMPLE);
  let { prior } = context;
  let requests = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    let sum = 0;
    let answered = 0;
    for (let at = 0; at < sample.length; at += BATCH) {
      const batch = {
        context: { ...context, prior },
        release,
        min_confidence: 0.95,
        with_profile: false,
        ...(runKey === undefined ? {} : { run_key: runKey }),
        requests: sample.slice(at, at + BATCH),
      };
      const results = await ask(batch, service, signal);
      requests += batch.requests.length;
      for (const result of results) {
        if (unansweredStatuses.has(result.status)) continue;
        answered++;
        sum += chanceOfSomebody(result);
      }
    }
    if (answered * 2 < sample.length) throw tooFew(service.label);
    const before = prior;
    prior = clamp(Math.round((sum / answered) * 100) / 100);
    if (Math.abs(prior - before) <= NEAR) break;
  }
  return { prior, requests };
}

async function ask(
  batch: MatchBatch,
  service: Pick<SearchService, "match">,
  signal: AbortSignal,
): Promise<readonly MatchResult[]> {
  try {
    return (await abortable(service.match(batch, { signal }), signal)).results;
  } catch (error) {
    // Nothing of the run itself was asked yet, so there is nothing to write either.
    if (error instanceof StopError) throw new ServiceError(error.code, error.message, error.hint);
    throw error;
  }
}

function tooFew(label: string): ServiceError {
  return new ServiceError(
    "estimate_failed",
    `${label} fails on more than half of the leads that the prior is estimated from.`,
    "Run the same command again later, or say the prior with --prior, e.g. --prior 0.8.",
  );
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
