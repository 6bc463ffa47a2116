/** Pseudo-random choices that are the same for the same seed, on every machine. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Whole number, 0 <= x < limit. */
  below(limit: number): number;
  /** Of a list that is not empty. */
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32 (Tommy Ettinger). Neighboring seeds, as NPIs are, are mixed apart first. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
  };
}
