import { setImmediate } from "node:timers/promises";

export interface VirtualClock {
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What was slept, in the order of going to sleep. */
  slept: number[];
}

/**
 * A clock that leaps to the next waking as soon as nothing else goes on in the event loop. A sleep
 * never ends before a shorter one that began earlier.
 */
export function virtualClock(): VirtualClock {
  let time = 0;
  let isLeaping = false;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const slept: number[] = [];

  async function leap(): Promise<void> {
    if (isLeaping) return;
    isLeaping = true;
    while (sleepers.size > 0) {
      await setImmediate();
      await setImmediate();
      const [next] = [...sleepers].sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      sleepers.delete(next);
      time = Math.max(time, next.at);
      next.wake();
    }
    isLeaping = false;
  }

  return {
    slept,
    now: () => time,
    sleep(ms, signal) {
      slept.push(ms);
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const leave = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const wake = () => {
          signal.removeEventListener("abort", leave);
          resolve();
        };
        const sleeper = { at: time + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", leave);
        void leap();
      });
    },
  };
}
