/** A clock that only goes on when there is nothing else to wait for. */
export interface VirtualClock {
  now: () => number;
  date: () => Date;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Something took until then. */
  advanceTo(ms: number): void;
}

interface Sleeper {
  at: number;
  wake: () => void;
}

/** @param busy whether something real is under way, which no time may pass by */
export function createVirtualClock(busy: () => boolean): VirtualClock {
  const start = Date.parse("2026-01-20T09:30:00Z");
  let now = 0;
  let isTicking = false;
  const sleepers = new Set<Sleeper>();

  /** Until nobody sleeps: waits for what is real, then goes to where the first one wakes. */
  async function tick(): Promise<void> {
    if (isTicking) return;
    isTicking = true;
    while (sleepers.size > 0) {
      // Twice, so that what was woken has begun what it wanted to begin.
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (busy()) continue;
      const [first] = [...sleepers].sort((a, b) => a.at - b.at);
      if (first === undefined) break;
      now = Math.max(now, first.at);
      first.wake();
    }
    isTicking = false;
  }

  return {
    now: () => now,
    date: () => new Date(start + now),
    advanceTo(ms) {
      now = Math.max(now, ms);
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const sleeper = {
          at: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener("abort", stop);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener("abort", stop, { once: true });
        void tick();
      });
    },
  };
}
