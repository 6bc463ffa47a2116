import type { StopError } from "../../model/errors.ts";
import type { Waiting } from "./waiting.ts";

const inARow = 20;
/** Of the last calls, of which more than half may not fail. */
const memory = 100;
/** Nothing succeeded for so long, in ms: also where every call takes long to fail. */
const patience = 30_000;
const pauseMs = 2000;

/**
 * Notices that a service is down. Then nothing is sent for a while, one call is let through as a
 * probe, and its outcome decides for all the others, which wait for it.
 */
export interface Breaker {
  /** Resolves when a call may be made, and says whether it is the probe. */
  admit(waiting: Waiting): Promise<boolean>;
  /** Whether calls that were admitted before have to wait after all. */
  isOpen(): boolean;
  /** A call got through. */
  succeeded(): void;
  /** A call failed. True where it was the probe, so that there is nothing left to hope for. */
  failed(failure: FailedCall): boolean;
  /** The probe was never sent. */
  withdraw(): void;
  /** From now on every call is refused with this. */
  stop(error: StopError): void;
}

interface FailedCall {
  startedAt: number;
  isProbe: boolean;
  /** Counts in a row only, not among the last: the service may well be answering others. */
  isOwn: boolean;
}

export interface BreakerEvents {
  onPause: (failures: number, ms: number) => void;
  onResume: () => void;
}

export function createBreaker(now: () => number, { onPause, onResume }: BreakerEvents): Breaker {
  let state: "closed" | "open" | "probing" = "closed";
  let opensAt = 0;
  let stopped: StopError | undefined;
  let failures = 0;
  let failingSince = 0;
  /** The last outcomes, oldest first; true is a failure. */
  let window: boolean[] = [];
  const waiters = new Set<() => void>();

  function wake(): void {
    const woken = [...waiters];
    waiters.clear();
    for (const look of woken) look();
  }

  function remember(isFailure: boolean): void {
    window.push(isFailure);
    if (window.length > memory) window.shift();
  }

  function isDown(): boolean {
    if (failures >= inARow) return true;
    if (failures >= 2 && now() - failingSince >= patience) return true;
    return window.length === memory && window.filter(Boolean).length > memory / 2;
  }

  function open(): void {
    state = "open";
    opensAt = now() + pauseMs;
    onPause(failures, pauseMs);
  }

  function changed(waiting: Waiting): Promise<void> {
    let look = () => {};
    const change = new Promise<void>((resolve) => {
      look = resolve;
    });
    waiters.add(look);
    return waiting.until(change).finally(() => waiters.delete(look));
  }

  return {
    isOpen: () => state !== "closed" || stopped !== undefined,
    async admit(waiting) {
      for (;;) {
        waiting.check();
        if (stopped !== undefined) throw stopped;
        if (state === "closed") return false;
        if (state === "probing") {
          await changed(waiting);
          continue;
        }
        state = "probing";
        try {
          if (opensAt > now()) await waiting.sleep(opensAt - now());
          if (stopped !== undefined) throw stopped;
        } catch (error) {
          state = "open";
          wake();
          throw error;
        }
        return true;
      }
    },
    succeeded() {
      failures = 0;
      remember(false);
      if (state === "closed") return;
      state = "closed";
      window = [];
      onResume();
      wake();
    },
    failed({ startedAt, isProbe, isOwn }) {
      if (failures === 0) failingSince = startedAt;
      failures += 1;
      if (!isOwn) remember(true);
      if (state === "closed" && isDown()) open();
      return isProbe && state === "probing";
    },
    withdraw() {
      if (state !== "probing") return;
      state = "open";
      wake();
    },
    stop(error) {
      stopped ??= error;
      wake();
    },
  };
}
