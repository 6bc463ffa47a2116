import type { Random } from "./random.ts";

export type Sampler<T> = (random: Random) => T;

/** Draws items in proportion to their weights (Walker's alias method: constant time a draw). */
export function weightedSampler<T>(
  items: readonly T[],
  weightOf: (item: T, rank: number) => number,
): Sampler<T> {
  const n = items.length;
  const weights = items.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = weights.map((weight) => (weight * n) / total);
  const alias = share.map((_, index) => index);
  const small = share.flatMap((value, index) => (value < 1 ? [index] : []));
  const large = share.flatMap((value, index) => (value < 1 ? [] : [index]));
  while (small.length > 0 && large.length > 0) {
    const low = small.pop() as number;
    const high = large[large.length - 1] as number;
    alias[low] = high;
    share[high] = (share[high] as number) - (1 - (share[low] as number));
    if ((share[high] as number) < 1) {
      large.pop();
      small.push(high);
    }
  }
  for (const index of [...small, ...large]) share[index] = 1;
  return (random) => {
    const at = random.next() * n;
    const index = Math.floor(at);
    const kept = at - index < (share[index] as number) ? index : (alias[index] as number);
    return items[kept] as T;
  };
}

/** Names as people carry them: the first of the list often, the last ones rarely. */
export function zipfSampler(names: readonly string[], flatness: number): Sampler<string> {
  return weightedSampler(names, (_, rank) => 1 / (rank + flatness));
}

/** The words of a text block, in order. */
export function words(block: string): readonly string[] {
  return block.trim().split(/\s+/);
}
