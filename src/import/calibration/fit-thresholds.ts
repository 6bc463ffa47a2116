import type { Calibration } from "../../model/calibration.ts";
import type { Outcome } from "./calibration-error.ts";

/** What can be asked for with --target-precision; anything between gets the next stricter one. */
const precisions = [0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999] as const;

/** Whatever its company promises, an answer less likely than not is none; none is ever surer. */
const range = { above: 0.5, highest: 0.9999 };

/** What long sums of decimals are off by. */
const ROUNDING = 1e-9;

/**
 * For each precision the least confidence at and above which answers reach it together: as counted
 * (also where the count is made never to rise downwards) and as their confidences promise. The
 * count alone would believe in a stretch without a mistake that luck made. A precision that no
 * confidence reaches is left out.
 */
export function fitThresholds(outcomes: readonly Outcome[]): Calibration["thresholds"] {
  const ordered = outcomes
    .filter(({ confidence }) => confidence > range.above)
    .map((outcome) => ({ ...outcome, confidence: onGrid(outcome.confidence) }))
    .sort((a, b) => a.confidence - b.confidence);
  const rates = [
    ordered.map(({ right }) => (right ? 1 : 0)),
    smoothed(ordered),
    ordered.map(({ confidence }) => confidence),
  ].map((rate) => meansAbove(ordered, rate));
  return precisions.flatMap((precision) => {
    const least = ordered.find(
      ({ confidence }, i) =>
        ordered[i - 1]?.confidence !== confidence &&
        rates.every((means) => (means[i] ?? 0) >= precision - ROUNDING),
    );
    return least === undefined ? [] : [{ precision, confidence: least.confidence }];
  });
}

/** Four decimals, so that those at or above a threshold are the same before and after rounding it. */
function onGrid(confidence: number): number {
  return Math.min(range.highest, Math.floor(confidence * 10_000) / 10_000);
}

/** For each place the mean of `rates`, by weight, over it and everything after it. */
function meansAbove(ordered: readonly Outcome[], rates: readonly number[]): number[] {
  const means = new Array<number>(ordered.length);
  let sum = 0;
  let total = 0;
  for (let i = ordered.length - 1; i >= 0; i--) {
    const { weight } = ordered[i] as Outcome;
    sum += weight * (rates[i] ?? 0);
    total += weight;
    means[i] = sum / total;
  }
  return means;
}

/**
 * Share of right answers along rising confidence, made never to fall: neighbors that fall are
 * pooled (isotonic regression).
 */
function smoothed(ordered: readonly Outcome[]): number[] {
  const blocks: { right: number; weight: number; size: number }[] = [];
  for (const { right, weight } of ordered) {
    let block = { right: right ? weight : 0, weight, size: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.right * block.weight < block.right * last.weight) break;
      block = {
        right: last.right + block.right,
        weight: last.weight + block.weight,
        size: last.size + block.size,
      };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ right, weight, size }) => new Array<number>(size).fill(right / weight));
}
