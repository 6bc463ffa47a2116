import type { CalibrationCurve } from "../../model/calibration.ts";
import type { Observation } from "./observation.ts";

type Point = Pick<Observation, "p" | "right" | "weight">;

/** How firmly a curve is held to the posterior as it is: as by this many even leads. */
const RIDGE = 4;
/** Confidences beyond four nines are never claimed: further out one mistake must not bend it all. */
const HIGHEST_LOGIT = Math.log(9999);
/** Below this a posterior says nobody; how clearly it does must not bend the curve above. */
const LEAST_P = 0.05;
const steepest = { least: 0.2, most: 3 };
const mostSteps = 50;

/**
 * Platt's logistic curve over logit(p), by Newton's method on the weighted likelihood with a ridge
 * that pulls towards intercept 0 and slope 1, where few leads leave it.
 */
export function fitCurve(observed: readonly Point[]): CalibrationCurve {
  const points = observed
    .filter(({ p }) => p >= LEAST_P)
    .map(({ p, right, weight }) => ({ x: logit(p), y: right ? 1 : 0, weight }));
  let curve: CalibrationCurve = { intercept: 0, slope: 1 };
  let loss = lossOf(points, curve);
  for (let step = 0; step < mostSteps; step++) {
    const [down, along] = newtonStep(points, curve);
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

interface LogitPoint {
  x: number;
  y: number;
  weight: number;
}

function logit(p: number): number {
  return Math.min(HIGHEST_LOGIT, Math.log(p / Math.max(1 - p, 1e-9)));
}

function moved({ intercept, slope }: CalibrationCurve, down: number, along: number) {
  const { least, most } = steepest;
  return {
    intercept: intercept - down,
    slope: Math.min(most, Math.max(least, slope - along)),
  };
}

function newtonStep(
  points: readonly LogitPoint[],
  { intercept, slope }: CalibrationCurve,
): [down: number, along: number] {
  let gradientA = RIDGE * intercept;
  let gradientB = RIDGE * (slope - 1);
  let aa = RIDGE;
  let ab = 0;
  let bb = RIDGE;
  for (const { x, y, weight } of points) {
    const q = 1 / (1 + Math.exp(-intercept - slope * x));
    const error = weight * (q - y);
    const curvature = weight * q * (1 - q);
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

function lossOf(points: readonly LogitPoint[], { intercept, slope }: CalibrationCurve): number {
  let loss = (RIDGE / 2) * (intercept * intercept + (slope - 1) * (slope - 1));
  for (const { x, y, weight } of points) {
    const z = intercept + slope * x;
    // log(1 + e^z) - yz, without overflow.
    loss += weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z);
  }
  return loss;
}
