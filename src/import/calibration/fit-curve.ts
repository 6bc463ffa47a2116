import { confidenceAt, oddsFactor } from "../../match/calibrate.ts";
import type { CalibrationCurve } from "../../model/calibration.ts";
import type { Observation } from "./observation.ts";

type Point = Pick<Observation, "p" | "nobody" | "right" | "weight">;

/** How firmly a curve is held to the posterior as it is: as by this many even leads. */
const RIDGE = 4;
/** Below this a posterior says nobody; how clearly it does must not bend the curve above. */
const LEAST_P = 0.05;
/** Confidences beyond four nines are never claimed: further out one mistake must not bend it all. */
const LEAST_DOUBT = 1e-4;
const steepest = { least: 0.2, most: 3 };
const mostSteps = 50;

/**
 * The curve over the best candidate's odds against nobody (match/calibrate.ts) that makes what
 * happened likeliest, by scoring steps on the weighted likelihood; a ridge pulls towards intercept 0
 * and slope 1, where few leads leave it.
 */
export function fitCurve(observed: readonly Point[]): CalibrationCurve {
  const points = observed.filter(({ p }) => p >= LEAST_P).map(readable);
  let curve: CalibrationCurve = { intercept: 0, slope: 1 };
  let loss = lossOf(points, curve);
  for (let step = 0; step < mostSteps; step++) {
    const [down, along] = scoringStep(points, curve);
    let share = 1;
    let next = moved(curve, down, along);
    let nextLoss = lossOf(points, next);
    while (nextLoss > loss && share > 1e-6) {
      share /= 2;
      next = moved(curve, down * share, along * share);
      nextLoss = lossOf(points, next);
    }
    if (!(nextLoss < loss - 1e-10)) break;
    curve = next;
    loss = nextLoss;
  }
  return curve;
}

interface ReadablePoint extends Point {
  /** log of the best candidate's odds against nobody. */
  x: number;
}

function readable(point: Point): ReadablePoint {
  const nobody = Math.max(LEAST_DOUBT, point.nobody);
  const p = Math.min(point.p, 1 - nobody);
  // With intercept 0 and slope 2 the factor is the odds themselves, bounded as they are read.
  return { ...point, p, nobody, x: Math.log(oddsFactor(p, nobody, { intercept: 0, slope: 2 })) };
}

function moved({ intercept, slope }: CalibrationCurve, down: number, along: number) {
  const { least, most } = steepest;
  return {
    intercept: intercept - down,
    slope: Math.min(most, Math.max(least, slope - along)),
  };
}

/** Confidence on a curve, kept off 0 and 1. */
function bounded({ p, nobody }: Point, curve: CalibrationCurve): number {
  const confidence = confidenceAt(p, nobody, oddsFactor(p, nobody, curve));
  return Math.min(1 - 1e-12, Math.max(1e-12, confidence));
}

function scoringStep(
  points: readonly ReadablePoint[],
  curve: CalibrationCurve,
): [down: number, along: number] {
  let gradientA = RIDGE * curve.intercept;
  let gradientB = RIDGE * (curve.slope - 1);
  let aa = RIDGE;
  let ab = 0;
  let bb = RIDGE;
  for (const point of points) {
    const q = bounded(point, curve);
    const { nobody, right, weight, x } = point;
    const factor = oddsFactor(point.p, nobody, curve);
    // The factor takes from nobody only, never from the other candidates.
    const give = nobody / (nobody + factor * (1 - nobody)) / (1 - q);
    const error = weight * (q - (right ? 1 : 0)) * give;
    const curvature = weight * q * (1 - q) * give * give;
    gradientA += error;
    gradientB += error * x;
    aa += curvature;
    ab += curvature * x;
    bb += curvature * x * x;
  }
  const determinant = aa * bb - ab * ab;
  return [
    (bb * gradientA - ab * gradientB) / determinant,
    (aa * gradientB - ab * gradientA) / determinant,
  ];
}

function lossOf(points: readonly ReadablePoint[], curve: CalibrationCurve): number {
  const { intercept, slope } = curve;
  let loss = (RIDGE / 2) * (intercept * intercept + (slope - 1) * (slope - 1));
  for (const point of points) {
    const q = bounded(point, curve);
    loss -= point.weight * Math.log(point.right ? q : 1 - q);
  }
  return loss;
}
