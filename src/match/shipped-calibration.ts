import type { Calibration, CalibrationCurve } from "../model/calibration.ts";

/** Licenses and phones: so rarely in doubt that there is nothing to fit. */
const asIs: CalibrationCurve = { intercept: 0, slope: 1 };

/**
 * For releases too small to be their own yardstick. Fitted on a generated registry of a million
 * people; to fit it again after a change of weights, import such a registry (bench/README.md) and
 * copy what `heartbeat registry calibrate --sample 16000 --json` prints.
 */
export const shippedCalibration: Calibration = {
  curves: {
    identifier: asIs,
    place: { intercept: 0.5181, slope: 0.9855 },
    state: { intercept: 0.4145, slope: 1.018 },
    name: { intercept: 0.4926, slope: 0.9918 },
  },
  thresholds: [
    { precision: 0.9, confidence: 0.6023 },
    { precision: 0.95, confidence: 0.6023 },
    { precision: 0.98, confidence: 0.6023 },
    { precision: 0.99, confidence: 0.7382 },
    { precision: 0.995, confidence: 0.8761 },
    { precision: 0.998, confidence: 0.9622 },
    { precision: 0.999, confidence: 0.9846 },
  ],
  leads: 0,
};
