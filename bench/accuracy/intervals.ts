import type { Interval } from "../../src/list/evaluation/wilson-interval.ts";
import { createRandom, type Random } from "../people/random.ts";
import { type Figures, figuresOf, type RankedLeads } from "./figures.ts";

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

/**
 * 95 % of what other leads drawn like these would give, by the percentile bootstrap: it also holds
 * for a best F1, whose threshold is chosen on the same leads.
 */
export function figureIntervals(ranked: RankedLeads): Record<keyof Figures, Interval> {
  const random = createRandom(1);
  const drawn = Array.from({ length: resamples }, () =>
    figuresOf(ranked, drawnAgain(ranked.count, random)),
  );
  const interval = (name: keyof Figures): Interval => {
    const sorted = drawn.map((figures) => figures[name]).sort((a, b) => a - b);
    return [
      sorted[Math.floor(0.025 * resamples)] as number,
      sorted[Math.ceil(0.975 * resamples) - 1] as number,
    ];
  };
  const names = Object.keys(drawn[0] as Figures) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, interval(name)])) as Record<
    keyof Figures,
    Interval
  >;
}
