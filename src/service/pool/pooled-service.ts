import type { MatchBatch } from "../../model/contract.ts";
import type { MatchOptions, SearchService } from "../search-service.ts";
import { type After, type Call, createCall } from "./call.ts";
import { createCallQueue } from "./call-queue.ts";
import { createCrew } from "./crew.ts";
import type { Method, StartWorker } from "./messages.ts";
import { closed, internalError } from "./pool-errors.ts";

export interface PoolOptions {
  startWorker: StartWorker;
  /** Workers, each with its own service. */
  size: number;
  /** Calls that wait for one, at most; one more is `service_busy`. */
  mostWaiting: number;
  /** From the call to its answer, waiting included. */
  deadlineMs: number;
  after: After;
}

/** Workers that had a call and died with it, before it counts as the call's fault. */
const MOST_ATTEMPTS = 2;
/** A batch of so many leads takes some ms, as does a list of so many things to look up. */
const SHORT_BATCH = 10;
const SHORT_LIST = 500;

/**
 * A search service in worker threads. An answer is the same whichever of them gives it. Throws the
 * reason where its workers cannot open their services. Closing it lets all calls end first.
 */
export async function createPooledService(options: PoolOptions): Promise<SearchService> {
  const { mostWaiting, deadlineMs, after } = options;
  const queue = createCallQueue<Call>(mostWaiting);
  const crew = createCrew({
    ...options,
    onIdle: dispatch,
    onLost(call) {
      if (call.attempts >= MOST_ATTEMPTS) return call.fail(internalError());
      call.isRunning = false;
      queue.putBack(call);
    },
    onNobody(reason) {
      for (let call = queue.next(); call !== undefined; call = queue.next()) call.fail(reason);
    },
  });
  const { label, traits, info, has } = await crew.opened;
  const open = new Set<Promise<unknown>>();
  let isClosing = false;

  function dispatch(): void {
    while (queue.size() > 0) {
      const worker = crew.idle();
      if (worker === undefined) return;
      const call = queue.next();
      if (call !== undefined) worker.run(call);
    }
  }

  function ask<T>(
    method: Method,
    args: readonly unknown[],
    short: boolean,
    waits: Partial<MatchOptions> = {},
  ): Promise<T> {
    if (isClosing) return Promise.reject(closed());
    const trouble = crew.trouble();
    if (trouble !== undefined) return Promise.reject(trouble);
    for (const signal of [waits.signal, waits.drain]) {
      if (signal?.aborted) return Promise.reject(signal.reason);
    }
    const { call, answered } = createCall({
      ...{ method, args, short, waits, deadlineMs, after },
      onGivenUp: (given) => {
        queue.remove(given);
        crew.stop(given);
      },
    });
    try {
      // Somebody free needs no place to wait.
      const worker = queue.size() === 0 ? crew.idle() : undefined;
      if (worker === undefined) queue.add(call);
      else worker.run(call);
    } catch (error) {
      call.fail(error);
    }
    const ended = answered.finally(() => open.delete(ended));
    open.add(ended);
    return ended as Promise<T>;
  }

  return {
    label,
    traits,
    info: async () => info,
    match: (batch: MatchBatch, waits) =>
      ask("match", [batch], batch.requests.length <= SHORT_BATCH, waits),
    profiles: (npis) => ask("profiles", [npis], npis.length <= SHORT_LIST),
    nameCounts: (names) => ask("nameCounts", [names], names.length <= SHORT_LIST),
    specialtyNames: (codes) => ask("specialtyNames", [codes], codes.length <= SHORT_LIST),
    ...(has.search && { search: (query, waits) => ask("search", [query], false, waits) }),
    ...(has.probe && { probe: () => ask("probe", [], true) }),
    async close() {
      isClosing = true;
      await Promise.allSettled(open);
      await crew.close();
    },
  };
}
