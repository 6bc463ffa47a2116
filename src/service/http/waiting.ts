import { InterruptedError } from "../../model/errors.ts";
import type { MatchOptions } from "../search-service.ts";

/** How one question waits: every wait ends, with InterruptedError, when the run is told to stop. */
export interface Waiting {
  sleep(ms: number): Promise<void>;
  /** The promise's outcome, unless the run is told to stop before. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Throws when nothing new may begin. */
  check(): void;
  /** Ends exchanges that are under way. */
  signal: AbortSignal | undefined;
  /** To be called when the question is answered. */
  done(): void;
}

/** @param options undefined for questions that nobody interrupts */
export function createWaiting(
  options: MatchOptions | undefined,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): Waiting {
  const told = new AbortController();
  const tell = () => told.abort();
  const signals = [options?.signal, options?.drain].filter((signal) => signal !== undefined);
  for (const signal of signals) {
    if (signal.aborted) tell();
    signal.addEventListener("abort", tell, { once: true });
  }

  function check(): void {
    if (told.signal.aborted) throw new InterruptedError();
  }

  return {
    check,
    signal: options?.signal,
    async sleep(ms) {
      check();
      await sleep(ms, told.signal).catch((error: unknown) => {
        check();
        throw error;
      });
      check();
    },
    until<T>(promise: Promise<T>): Promise<T> {
      if (told.signal.aborted) return Promise.reject(new InterruptedError());
      return new Promise<T>((resolve, reject) => {
        const stop = () => reject(new InterruptedError());
        told.signal.addEventListener("abort", stop, { once: true });
        promise.then(resolve, reject).finally(() => told.signal.removeEventListener("abort", stop));
      });
    },
    done() {
      for (const signal of signals) signal.removeEventListener("abort", tell);
    },
  };
}
