import type { MatchBatch, MatchRequest, MatchResult } from "../../model/contract.ts";
import { StopError } from "../../model/errors.ts";
import type { BatchSize } from "./batch-size.ts";
import type { Caller } from "./caller.ts";
import { type Failure, mayBeOfOneLead, type Outcome } from "./failure.ts";
import { releaseGone } from "./service-errors.ts";
import { type FailedCode, failedResult, withAnswered } from "./stop.ts";
import type { Waiting } from "./waiting.ts";

export interface AskLeadsDeps {
  caller: Caller;
  size: BatchSize;
  /** One exchange; the results are in the order of the requests. */
  send: (batch: MatchBatch, signal: AbortSignal | undefined) => Promise<Outcome<MatchResult[]>>;
}

const asOftenAsFair = Number.POSITIVE_INFINITY;
/** A batch that failed as a whole is not tried often before it is halved: others are answered. */
const attemptsOfPart = 2;
const attemptsOfLoneLead = 3;

/**
 * Asks about a batch: in pieces where it is too large, and in ever smaller ones where it fails as a
 * whole, until the lead whose fault it is stands alone as a result of status `error`. What fails on
 * the way there or back is nobody's fault: then all of a piece end so.
 */
export async function askLeads(
  batch: MatchBatch,
  waiting: Waiting,
  { caller, size, send }: AskLeadsDeps,
): Promise<MatchResult[]> {
  const results = new Map<number, MatchResult>();
  /** Leads that left at least once. */
  const sent = new Set<number>();

  function settle(requests: readonly MatchRequest[], failure: Failure): void {
    for (const { id } of requests) results.set(id, failedResult(id, codeOf(failure)));
  }

  async function all(pieces: readonly (readonly MatchRequest[])[], isPart: boolean): Promise<void> {
    const ends = await Promise.allSettled(pieces.map((piece) => ask(piece, isPart)));
    const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
    // A service that stopped is heard of last: everything else leaves nothing to keep.
    const error = errors.find((one) => !(one instanceof StopError)) ?? errors[0];
    if (error !== undefined) throw error;
  }

  async function ask(requests: readonly MatchRequest[], isPart: boolean): Promise<void> {
    if (requests.length > size.most()) return all(cut(requests, size.most()), isPart);
    const before = caller.answered();
    const exchange = (isProbe: boolean) => {
      // Where a service may be down one lead tells as much as all, and is not to blame for others.
      const some = isProbe ? requests.slice(0, 1) : requests;
      for (const { id } of some) sent.add(id);
      return send({ ...batch, requests: some }, waiting.signal);
    };
    const attempts = (failure: Failure) => {
      if (!mayBeOfOneLead(failure)) return asOftenAsFair;
      if (requests.length === 1) return isPart ? attemptsOfLoneLead : asOftenAsFair;
      return isPart || caller.answered() > before ? attemptsOfPart : asOftenAsFair;
    };
    const outcome = await caller.call(exchange, { waiting, isPart, attempts });
    if (outcome.kind === "answered") {
      size.accepted(outcome.value.length);
      for (const result of outcome.value) results.set(result.id, result);
      const rest = requests.filter(({ id }) => !results.has(id));
      return rest.length === 0 ? undefined : ask(rest, isPart);
    }
    if (outcome.kind === "release_gone") throw releaseGone();
    if (outcome.kind === "too_large") size.tooLarge(requests.length);
    if (requests.length === 1 || !mayBeOfOneLead(outcome)) return settle(requests, outcome);
    await all(cut(requests, Math.ceil(requests.length / 2)), true);
  }

  const inOrder = () => batch.requests.flatMap(({ id }) => results.get(id) ?? []);
  try {
    await ask(batch.requests, false);
    return inOrder();
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    // A service that is down may have got what was sent: whoever was asked was not "never asked".
    if (error.reason === "service_down") {
      for (const id of sent) {
        if (!results.has(id)) results.set(id, failedResult(id, "no_answer"));
      }
    }
    throw withAnswered(error, inOrder());
  }
}

function cut(requests: readonly MatchRequest[], most: number): (readonly MatchRequest[])[] {
  const pieces: (readonly MatchRequest[])[] = [];
  for (let at = 0; at < requests.length; at += most) pieces.push(requests.slice(at, at + most));
  return pieces;
}

function codeOf({ kind }: Failure): FailedCode {
  if (kind === "no_answer" || kind === "busy") return "no_answer";
  return kind === "refused" || kind === "too_large" ? "service_refused" : "service_failed";
}
