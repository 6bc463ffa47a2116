import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitCurve } from "../../../src/import/calibration/fit-curve.ts";
import { createRandom } from "../../../src/import/calibration/seeded-random.ts";
import { confidenceAt, oddsFactor } from "../../../src/match/calibrate.ts";
import type { CalibrationCurve } from "../../../src/model/calibration.ts";

/** Posteriors all over, right as often as the curve says. */
function draw(count: number, truth: CalibrationCurve) {
  const random = createRandom(count);
  return Array.from({ length: count }, () => {
    const logit = random.next() * 10 - 4;
    const p = 1 / (1 + Math.exp(-logit));
    const q = 1 / (1 + Math.exp(-truth.intercept - truth.slope * logit));
    return { p, nobody: 1 - p, right: random.chance(q), weight: 1 };
  });
}

/** Confidence of the only candidate. */
function alone(p: number, curve: CalibrationCurve): number {
  return confidenceAt(p, 1 - p, oddsFactor(p, 1 - p, curve));
}

describe("fitCurve", () => {
  it.each<CalibrationCurve>([
    { intercept: 0, slope: 1 },
    { intercept: 0.8, slope: 1 },
    { intercept: -1, slope: 0.6 },
    { intercept: 0.4, slope: 1.5 },
  ])("finds the curve that made the leads: %o", (truth) => {
    const { intercept, slope } = fitCurve(draw(20_000, truth));
    expect(intercept).toBeCloseTo(truth.intercept, 0.8);
    expect(Math.abs(intercept - truth.intercept)).toBeLessThan(0.1);
    expect(Math.abs(slope - truth.slope)).toBeLessThan(0.1);
  });

  it("counts an observation as often as it weighs", () => {
    const points = draw(300, { intercept: 1, slope: 0.7 });
    const heavy = points.map((point, i) => ({ ...point, weight: i % 2 === 0 ? 3 : 1 }));
    const repeated = points.flatMap((point, i) => (i % 2 === 0 ? [point, point, point] : [point]));
    const [a, b] = [fitCurve(heavy), fitCurve(repeated)];
    expect(a.intercept).toBeCloseTo(b.intercept, 6);
    expect(a.slope).toBeCloseTo(b.slope, 6);
  });

  it("leaves the posterior as it is where there is nothing to learn", () => {
    expect(fitCurve([])).toEqual({ intercept: 0, slope: 1 });
    const few = fitCurve([{ p: 0.9, nobody: 0.1, right: false, weight: 1 }]);
    expect(Math.abs(few.intercept)).toBeLessThan(0.3);
    expect(Math.abs(few.slope - 1)).toBeLessThan(0.5);
  });

  it("is not led astray by what is hopeless, nor by one mistake among the surest", () => {
    const hopeless = Array.from({ length: 5000 }, () => ({
      p: 0.01,
      nobody: 0.99,
      right: false,
      weight: 1,
    }));
    expect(fitCurve(hopeless)).toEqual({ intercept: 0, slope: 1 });
    const sure = Array.from({ length: 500 }, () => ({
      p: 1 - 1e-12,
      nobody: 1e-12,
      right: true,
      weight: 0.8,
    }));
    const curve = fitCurve([...sure, { p: 1 - 1e-12, nobody: 1e-12, right: false, weight: 0.2 }]);
    expect(alone(0.99, curve)).toBeGreaterThan(0.95);
  });

  it("never turns an order around, whatever it was given", () => {
    const point = fc.record({
      p: fc.double({ min: 0, max: 1, noNaN: true }),
      nobody: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.boolean(),
      weight: fc.constantFrom(0.2, 0.8),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 200 }), (points) => {
        const curve = fitCurve(points);
        expect(Number.isFinite(curve.intercept)).toBe(true);
        const grid = Array.from({ length: 99 }, (_, i) => alone((i + 1) / 100, curve));
        expect(grid).toEqual(grid.toSorted((a, b) => a - b));
        expect(grid.every((confidence) => confidence >= 0 && confidence <= 1)).toBe(true);
      }),
    );
  });
});
