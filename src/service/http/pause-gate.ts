import type { Waiting } from "./waiting.ts";

/** Keeps every call back until the time that the service asked for. */
export interface PauseGate {
  isShut(): boolean;
  shutFor(ms: number): void;
  pass(waiting: Waiting): Promise<void>;
}

export function createPauseGate(now: () => number): PauseGate {
  let opensAt = Number.NEGATIVE_INFINITY;
  return {
    isShut: () => now() < opensAt,
    shutFor(ms) {
      opensAt = Math.max(opensAt, now() + ms);
    },
    async pass(waiting) {
      waiting.check();
      // It may have been shut for longer meanwhile.
      while (now() < opensAt) await waiting.sleep(opensAt - now());
    },
  };
}
