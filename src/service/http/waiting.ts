import { setMaxListeners } from "node:events";
import { InterruptedError } from "../../model/errors.ts";
import type { MatchOptions } from "../search-service.ts";

/** How one question waits: no wait goes on once there is nothing to wait for any more. */
export interface Waiting {
  sleep(ms: number): Promise<void>;
  /** The promise's outcome, unless the waiting ends before. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Throws when nothing new may begin. */
  check(): void;
  /** Ends exchanges that are under way. */
  signal: AbortSignal | undefined;
  /** To be called when the question is answered. */
  done(): void;
}

export interface WaitingDeps {
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Fires when the service will answer nothing more; its reason is thrown. */
  stopped: AbortSignal;
}

/**
 * Waits end with InterruptedError when the run is told to stop, and with the reason why the service
 * stopped when that is heard.
 *
 * @param options undefined for questions that nobody interrupts
 */
export function createWaiting(
  options: MatchOptions | undefined,
  { sleep, stopped }: WaitingDeps,
): Waiting {
  const end = new AbortController();
  const interrupt = () => end.abort(new InterruptedError());
  const stop = () => end.abort(stopped.reason);
  const listened: [AbortSignal | undefined, () => void][] = [
    [options?.signal, interrupt],
    [options?.drain, interrupt],
    [stopped, stop],
  ];
  // As many listen as there are questions at the same time, which is no leak.
  setMaxListeners(0, end.signal, ...listened.flatMap(([signal]) => signal ?? []));
  for (const [signal, listener] of listened) {
    if (signal?.aborted) listener();
    signal?.addEventListener("abort", listener, { once: true });
  }

  function check(): void {
    if (end.signal.aborted) throw end.signal.reason;
  }

  return {
    check,
    signal: options?.signal,
    async sleep(ms) {
      check();
      try {
        await sleep(ms, end.signal);
      } finally {
        // Whatever a sleep that was cut short throws, this is why.
        check();
      }
    },
    async until<T>(promise: Promise<T>): Promise<T> {
      check();
      return new Promise<T>((resolve, reject) => {
        const leave = () => reject(end.signal.reason);
        end.signal.addEventListener("abort", leave, { once: true });
        promise.then(resolve, reject).finally(() => end.signal.removeEventListener("abort", leave));
      });
    },
    done() {
      for (const [signal, listener] of listened) signal?.removeEventListener("abort", listener);
    },
  };
}
