import type { Waiting } from "./waiting.ts";

/** Whoever takes a call less often than this takes none, in ms; a timer cannot wait for ever. */
const longest = 300_000;

/** Gives every call its own moment where a service says how many it takes in a second. */
export interface Pacer {
  turn(waiting: Waiting): Promise<void>;
}

/** @param perSecond undefined without a limit; asked each time, as a service tells it late */
export function createPacer(perSecond: () => number | undefined, now: () => number): Pacer {
  let next = Number.NEGATIVE_INFINITY;
  return {
    async turn(waiting) {
      waiting.check();
      const most = perSecond();
      if (most === undefined) return;
      const at = Math.max(next, now());
      next = at + Math.min(longest, 1000 / most);
      if (at > now()) await waiting.sleep(at - now());
    },
  };
}
