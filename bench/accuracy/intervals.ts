import { createRandom, type Random } from "../people/random.ts";
import { type Figures, figuresOf, type RankedLeads } from "./figures.ts";

/** 95 % of what other leads drawn like these would give. */
export interface Interval {
  low: number;
  high: number;
}

const resamples = 400;

/** How often each lead comes when as many again are drawn from them, with putting back. */
function drawnAgain(count: number, random: Random): Uint8Array {
  const weights = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const at = random.below(count);
    weights[at] = (weights[at] as number) + 1;
  }
  return weights;
}

/** Percentile bootstrap: it also holds for a best F1, whose threshold is chosen on the same leads. */
export function figureIntervals(ranked: RankedLeads): Record<keyof Figures, Interval> {
  const random = createRandom(1);
  const drawn = Array.from({ length: resamples }, () =>
    figuresOf(ranked, drawnAgain(ranked.count, random)),
  );
  const interval = (name: keyof Figures): Interval => {
    const sorted = drawn.map((figures) => figures[name]).sort((a, b) => a - b);
    return {
      low: sorted[Math.floor(0.025 * resamples)] as number,
      high: sorted[Math.ceil(0.975 * resamples) - 1] as number,
    };
  };
  const names = Object.keys(drawn[0] as Figures) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, interval(name)])) as Record<
    keyof Figures,
    Interval
  >;
}

/** Wilson's interval of a share; unlike the bootstrap it says something when nothing went wrong. */
export function shareInterval(hits: number, all: number): Interval {
  if (all === 0) return { low: 0, high: 1 };
  const z = 1.96;
  const share = hits / all;
  const scale = 1 + z ** 2 / all;
  const middle = (share + z ** 2 / (2 * all)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  return { low: middle - half, high: middle + half };
}
