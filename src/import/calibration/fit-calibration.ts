import { confidenceAt, oddsFactor } from "../../match/calibrate.ts";
import { shippedCalibration } from "../../match/shipped-calibration.ts";
import {
  type Calibration,
  type CalibrationCurve,
  type EvidenceClass,
  evidenceClasses,
} from "../../model/calibration.ts";
import { calibrationError, logLoss, type Outcome } from "./calibration-error.ts";
import { fitCurve } from "./fit-curve.ts";
import { fitThresholds } from "./fit-thresholds.ts";
import type { Observation } from "./observation.ts";

/** A calibration and how well it does, tested on leads that it was not fitted on. */
export interface CalibrationReport {
  calibration: Calibration;
  classes: ClassReport[];
  error: HeldOutError;
}

interface ClassReport {
  evidenceClass: EvidenceClass;
  /** Leads with such an answer, by weight. */
  leads: number;
  curve: CalibrationCurve;
  /** `shipped` where fitting did not clearly help on held-out leads. */
  from: "fitted" | "shipped";
  error: HeldOutError;
}

/** Expected calibration errors (calibration-error.ts). */
export interface HeldOutError {
  /** Of the posteriors as they are. */
  before: number;
  after: number;
}

/** `people`: profiles that the observations were made of. */
export function fitCalibration(
  observations: readonly Observation[],
  people: number,
): CalibrationReport {
  const before: Outcome[] = [];
  const after: Outcome[] = [];
  const classes = evidenceClasses.map((evidenceClass) => {
    const own = observations.filter((one) => one.evidenceClass === evidenceClass);
    const fitted = fitClass(evidenceClass, own);
    before.push(...fitted.before);
    after.push(...fitted.after);
    return fitted.report;
  });
  const curves = Object.fromEntries(
    classes.map(({ evidenceClass, curve }) => [evidenceClass, curve]),
  ) as Calibration["curves"];
  const answers = observations.filter(({ canMatch }) => canMatch);
  const thresholds = fitThresholds(answers.map((one) => outcomeOf(one, curves[one.evidenceClass])));
  return {
    calibration: { curves, thresholds, leads: people },
    classes,
    error: { before: errorOf(before), after: errorOf(after) },
  };
}

function fitClass(evidenceClass: EvidenceClass, own: readonly Observation[]) {
  const shipped = shippedCalibration.curves[evidenceClass];
  const before = own.map(({ p, right, weight }) => ({ confidence: p, right, weight }));
  const byFitted = heldOut(own);
  const fits =
    logLoss(byFitted) < logLoss(before) && calibrationError(byFitted) < calibrationError(before);
  const after = fits ? byFitted : own.map((one) => outcomeOf(one, shipped));
  const report: ClassReport = {
    evidenceClass,
    leads: Math.round(own.reduce((sum, { weight }) => sum + weight, 0)),
    curve: fits ? storable(fitCurve(own)) : shipped,
    from: fits ? "fitted" : "shipped",
    error: { before: errorOf(before), after: errorOf(after) },
  };
  return { before, after, report };
}

/** Each half on the curve that was fitted on the other. */
function heldOut(own: readonly Observation[]): Outcome[] {
  return [0, 1].flatMap((half) => {
    const curve = fitCurve(own.filter(({ person }) => person % 2 !== half));
    return own.filter(({ person }) => person % 2 === half).map((one) => outcomeOf(one, curve));
  });
}

function outcomeOf({ p, nobody, right, weight }: Observation, curve: CalibrationCurve): Outcome {
  return { confidence: confidenceAt(p, nobody, oddsFactor(p, nobody, curve)), right, weight };
}

function errorOf(outcomes: readonly Outcome[]): number {
  return rounded(calibrationError(outcomes));
}

/** Four decimals: the last bits of a sum may differ between machines, and the release id must not. */
function storable({ intercept, slope }: CalibrationCurve): CalibrationCurve {
  return { intercept: rounded(intercept), slope: rounded(slope) };
}

function rounded(value: number): number {
  // Never -0, which JSON writes as 0.
  return Math.round(value * 10_000) / 10_000 + 0;
}
