import type { Waiting } from "./waiting.ts";

const inARow = 20;
/** Of the last calls, of which more than half may not fail. */
const memory = 100;
/** Nothing succeeded for so long, in ms: also where every call takes long to fail. */
const patience = 30_000;
const pauseMs = 2000;

/** What a call was admitted as: an ordinary one, or the probe after one of the pauses. */
export type Pass = "ordinary" | number;

/**
 * Notices that a service is down. Then nothing is sent for a while, one call is let through as a
 * probe, and its outcome decides for all the others, which wait for it.
 */
export interface Breaker {
  /** Resolves when a call may be made. */
  admit(waiting: Waiting): Promise<Pass>;
  /** Whether a call that was admitted before has to wait after all. */
  holdsBack(pass: Pass): boolean;
  /** A call got through. */
  succeeded(): void;
  /** A call failed. True where it was the probe, so that there is nothing left to hope for. */
  failed(failure: FailedCall): boolean;
  /** A call was not sent after all, or says nothing. */
  withdraw(pass: Pass): void;
}

interface FailedCall {
  pass: Pass;
  startedAt: number;
  /** Counts in a row only, not among the last: the service may well be answering others. */
  isOwn: boolean;
}

export function createBreaker(now: () => number, onPause: (ms: number) => void): Breaker {
  let state: "closed" | "open" | "probing" = "closed";
  let pauses = 0;
  let opensAt = 0;
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

  function changed(waiting: Waiting): Promise<void> {
    let look = () => {};
    const change = new Promise<void>((resolve) => {
      look = resolve;
    });
    waiters.add(look);
    return waiting.until(change).finally(() => waiters.delete(look));
  }

  const isProbe = (pass: Pass) => state === "probing" && pass === pauses;

  function withdraw(pass: Pass): void {
    if (!isProbe(pass)) return;
    state = "open";
    wake();
  }

  /** The pause, after which this call is the probe, unless it is over for another reason. */
  async function becomeProbe(waiting: Waiting): Promise<Pass> {
    const pass = pauses;
    state = "probing";
    try {
      if (opensAt > now()) await waiting.sleep(opensAt - now());
    } catch (error) {
      withdraw(pass);
      throw error;
    }
    return isProbe(pass) ? pass : "ordinary";
  }

  return {
    withdraw,
    holdsBack: (pass) => state !== "closed" && !isProbe(pass),
    async admit(waiting) {
      waiting.check();
      while (state === "probing") await changed(waiting);
      return state === "open" ? becomeProbe(waiting) : "ordinary";
    },
    succeeded() {
      failures = 0;
      remember(false);
      if (state === "closed") return;
      state = "closed";
      window = [];
      wake();
    },
    failed({ pass, startedAt, isOwn }) {
      if (failures === 0) failingSince = startedAt;
      failures += 1;
      if (!isOwn) remember(true);
      if (state === "closed" && isDown()) {
        state = "open";
        pauses += 1;
        opensAt = now() + pauseMs;
        onPause(pauseMs);
      }
      return isProbe(pass);
    },
  };
}
