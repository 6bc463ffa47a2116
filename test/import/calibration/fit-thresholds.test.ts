import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/import/calibration/calibration-error.ts";
import { fitThresholds } from "../../../src/import/calibration/fit-thresholds.ts";

const right = (confidence: number, count = 1): Outcome[] =>
  Array.from({ length: count }, () => ({ confidence, right: true, weight: 1 }));
const wrong = (confidence: number, count = 1): Outcome[] =>
  Array.from({ length: count }, () => ({ confidence, right: false, weight: 1 }));

const thresholdOf = (outcomes: readonly Outcome[], precision: number) =>
  fitThresholds(outcomes).find((one) => one.precision === precision)?.confidence;

describe("fitThresholds", () => {
  it("takes the least confidence above which answers are precise enough together", () => {
    const outcomes = [
      ...right(0.9999, 980),
      ...right(0.9, 18),
      ...wrong(0.9, 2),
      ...right(0.7, 70),
      ...wrong(0.7, 30),
    ];
    expect(thresholdOf(outcomes, 0.95)).toBe(0.7);
    expect(thresholdOf(outcomes, 0.98)).toBe(0.9);
    expect(thresholdOf(outcomes, 0.999)).toBe(0.9999);
  });

  it("does not believe in luck: no mistakes among answers that promise some", () => {
    expect(thresholdOf(right(0.9, 500), 0.99)).toBeUndefined();
    expect(thresholdOf(right(0.9, 500), 0.9)).toBe(0.9);
  });

  it("does not believe in promises that were not kept", () => {
    expect(thresholdOf([...right(0.9999, 95), ...wrong(0.9999, 5)], 0.98)).toBeUndefined();
  });

  it("never takes what is less likely than not, and has nothing to say of nothing", () => {
    expect(fitThresholds([...right(0.9999, 1000), ...right(0.5, 10)])[0]?.confidence).toBe(0.9999);
    expect(fitThresholds([])).toEqual([]);
  });

  it("keeps its word on the answers it was fitted on", () => {
    const outcome = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.boolean(),
      weight: fc.constantFrom(0.2, 0.8),
    });
    const surer = fc.record({
      confidence: fc.double({ min: 0.97, max: 1, noNaN: true }),
      right: fc.constant(true),
      weight: fc.constant(0.8),
    });
    const outcomes = fc.tuple(fc.array(outcome), fc.array(surer, { maxLength: 300 }));
    fc.assert(
      fc.property(outcomes, ([some, sure]) => {
        const all = [...some, ...sure];
        const thresholds = fitThresholds(all);
        const confidences = thresholds.map(({ confidence }) => confidence);
        expect(confidences).toEqual(confidences.toSorted((a, b) => a - b));
        for (const { precision, confidence } of thresholds) {
          const above = all.filter((one) => one.confidence >= confidence);
          const weigh = (list: Outcome[]) => list.reduce((sum, { weight }) => sum + weight, 0);
          const kept = weigh(above.filter((one) => one.right)) / weigh(above);
          expect(kept).toBeGreaterThanOrEqual(precision - 1e-9);
        }
      }),
    );
  });
});
