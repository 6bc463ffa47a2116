/** Confidences have four decimals in the output, and so here. */
const steps = 10_000;

/** Width of a bin. */
export const binWidth = 0.05;
const bins = Math.round(1 / binWidth);

/** Answered rows whose confidence is from here to the next bin; the last has 1 in it. */
interface ConfidenceBin {
  /** 0, 0.05 … 0.95 */
  from: number;
  rows: number;
  /** Of them. */
  matched: number;
  /** How many of `rows` are about the person, where confidences mean what they say: their sum. */
  expected: number;
}

export interface ConfidenceFigures {
  bins: readonly ConfidenceBin[];
  rows: number;
  matched: number;
  /** Of the matched ones, by the sum of their confidences. */
  expectedRight: number;
  /** Rows at least as sure. */
  atLeast(confidence: number): number;
}

/** Counts confidences in memory that does not grow with the rows. */
export function createConfidenceHistogram(): {
  add(confidence: number, isMatched: boolean): void;
  figures(): ConfidenceFigures;
} {
  const all = new Uint32Array(steps + 1);
  const matched = new Uint32Array(steps + 1);

  const sum = (counts: Uint32Array, from: number, to: number, weigh: (step: number) => number) => {
    let total = 0;
    for (let step = from; step < to; step++) total += (counts[step] ?? 0) * weigh(step);
    return total;
  };
  const one = () => 1;
  const confidenceOf = (step: number) => step / steps;

  return {
    add(confidence, isMatched) {
      const step = Math.min(steps, Math.max(0, Math.round(confidence * steps)));
      all[step] = (all[step] ?? 0) + 1;
      if (isMatched) matched[step] = (matched[step] ?? 0) + 1;
    },
    figures: () => ({
      bins: Array.from({ length: bins }, (_, bin) => {
        const from = (bin * steps) / bins;
        const to = bin === bins - 1 ? steps + 1 : ((bin + 1) * steps) / bins;
        return {
          from: Math.round(bin * binWidth * 100) / 100,
          rows: sum(all, from, to, one),
          matched: sum(matched, from, to, one),
          expected: sum(all, from, to, confidenceOf),
        };
      }),
      rows: sum(all, 0, steps + 1, one),
      matched: sum(matched, 0, steps + 1, one),
      expectedRight: sum(matched, 0, steps + 1, confidenceOf),
      atLeast: (confidence) => sum(all, Math.round(confidence * steps), steps + 1, one),
    }),
  };
}
