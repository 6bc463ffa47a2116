import type { Calibration, CalibrationCurve, EvidenceClass } from "../model/calibration.ts";
import type { FieldEvidence } from "../model/explanation.ts";
import { matchedOn } from "./matched-on.ts";

const classes: Record<string, EvidenceClass> = {
  license: "identifier",
  phone: "identifier",
  "name+zip": "place",
  "name+city": "place",
  "name+state": "state",
};

/** The class of evidence that a candidate rests on; undefined for an NPI, which needs no curve. */
export function evidenceClassOf(evidence: readonly FieldEvidence[]): EvidenceClass | undefined {
  const key = matchedOn(evidence);
  return key === "npi" ? undefined : (classes[key] ?? "name");
}

/** Confidence, 0..1, from a candidate's posterior. */
export function calibrate(
  p: number,
  evidence: readonly FieldEvidence[],
  { curves }: Calibration,
): number {
  const evidenceClass = evidenceClassOf(evidence);
  return evidenceClass === undefined ? p : confidenceAt(p, curves[evidenceClass]);
}

/**
 * Confidence, 0..1, on a curve. What is at most even stays so: no curve makes one of two equals the
 * likelier answer.
 */
export function confidenceAt(p: number, { intercept, slope }: CalibrationCurve): number {
  if (p <= 0 || p >= 1) return p;
  const confidence = 1 / (1 + Math.exp(-intercept - slope * Math.log(p / (1 - p))));
  return p <= 0.5 ? Math.min(confidence, 0.5) : confidence;
}
