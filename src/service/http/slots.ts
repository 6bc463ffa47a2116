import type { Waiting } from "./waiting.ts";

const first = 4;
/** Between two reductions, in ms: one overload fails many calls that are under way. */
const rest = 150;
const reduction = 0.7;

/**
 * How many calls are made at the same time: a little more with every success, a third less when the
 * service is overloaded (AIMD), never more than the user allows.
 */
export interface Slots {
  take(waiting: Waiting): Promise<void>;
  giveBack(): void;
  /** It went well; to be told before the slot is given back. */
  grow(): void;
  /** True when there are fewer from now on. */
  shrink(): boolean;
  limit(): number;
}

export function createSlots(ceiling: number, now: () => number): Slots {
  let limit = Math.min(first, ceiling);
  let taken = 0;
  let shrunkAt = Number.NEGATIVE_INFINITY;
  const queue = new Set<() => void>();
  const whole = () => Math.floor(limit);

  function admit(): void {
    for (const enter of queue) {
      if (taken >= whole()) return;
      queue.delete(enter);
      taken += 1;
      enter();
    }
  }

  function giveBack(): void {
    taken -= 1;
    admit();
  }

  return {
    limit: whole,
    giveBack,
    grow() {
      limit = Math.min(ceiling, limit + 1 / limit);
      admit();
    },
    shrink() {
      if (now() - shrunkAt < rest) return false;
      shrunkAt = now();
      const before = whole();
      limit = Math.max(1, limit * reduction);
      return whole() < before;
    },
    async take(waiting) {
      waiting.check();
      let enter = () => {};
      let entered = false;
      const turn = new Promise<void>((resolve) => {
        enter = () => {
          entered = true;
          resolve();
        };
      });
      queue.add(enter);
      admit();
      try {
        await waiting.until(turn);
      } catch (error) {
        queue.delete(enter);
        if (entered) giveBack();
        throw error;
      }
    },
  };
}
