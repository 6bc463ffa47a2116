import { setMaxListeners } from "node:events";
import type { MatchOptions } from "../search-service.ts";
import type { Method } from "./messages.ts";
import { deadlineExceeded } from "./pool-errors.ts";

/** Runs something after so many ms, unless what it returned is called before. */
export type After = (ms: number, run: () => void) => () => void;

/** A question on its way: settled once, by its answer, its deadline or whoever gave it up. */
export interface Call {
  readonly method: Method;
  readonly args: readonly unknown[];
  /** Answered in a few ms, whatever the registry. */
  readonly short: boolean;
  /** How many workers had it. */
  attempts: number;
  isSettled(): boolean;
  isRunning: boolean;
  answer(value: unknown): void;
  fail(error: unknown): void;
}

interface CallOptions {
  method: Method;
  args: readonly unknown[];
  short: boolean;
  waits: Partial<MatchOptions>;
  deadlineMs: number;
  after: After;
  /** Nobody waits for it any more. */
  onGivenUp(call: Call): void;
}

export function createCall(options: CallOptions): { call: Call; answered: Promise<unknown> } {
  const { method, args, short, waits, deadlineMs, after, onGivenUp } = options;
  const { promise, resolve, reject } = withResolvers();
  let settled = false;

  const settle = (end: () => void) => {
    if (settled) return;
    settled = true;
    stopTimer();
    waits.signal?.removeEventListener("abort", onSignal);
    waits.drain?.removeEventListener("abort", onDrain);
    end();
  };
  const giveUp = (reason: unknown) => {
    if (settled) return;
    settle(() => reject(reason));
    onGivenUp(call);
  };
  const onSignal = () => giveUp(waits.signal?.reason);
  const onDrain = () => {
    if (!call.isRunning) giveUp(waits.drain?.reason);
  };
  const call: Call = {
    ...{ method, args, short, attempts: 0, isRunning: false },
    isSettled: () => settled,
    answer: (value) => settle(() => resolve(value)),
    fail: (error) => settle(() => reject(error)),
  };
  const stopTimer = after(deadlineMs, () => giveUp(deadlineExceeded()));
  // As many listen as there are calls at the same time, which is no leak.
  for (const signal of [waits.signal, waits.drain]) if (signal) setMaxListeners(0, signal);
  waits.signal?.addEventListener("abort", onSignal, { once: true });
  waits.drain?.addEventListener("abort", onDrain, { once: true });
  return { call, answered: promise };
}

function withResolvers() {
  let resolve: (value: unknown) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<unknown>((onAnswer, onFailure) => {
    resolve = onAnswer;
    reject = onFailure;
  });
  return { promise, resolve, reject };
}
