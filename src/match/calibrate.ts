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

/** Further out a posterior says no more than "surely". */
const HIGHEST_ODDS = 9999;

/**
 * By how much a row's curve raises or lowers the odds of every candidate against nobody: the curve
 * of what the best candidate rests on. One factor for all keeps their order, and equals equal.
 *
 * @param best probability of the best candidate, before calibration
 * @param nobody probability that the person is not on file, before calibration
 */
export function oddsFactor(
  best: number,
  nobody: number,
  { intercept, slope }: CalibrationCurve,
): number {
  if (best <= 0) return 1;
  const odds = Math.min(HIGHEST_ODDS, Math.max(1 / HIGHEST_ODDS, best / nobody));
  return Math.exp(intercept) * odds ** (slope - 1);
}

/** A probability of the row once every candidate's odds against nobody are multiplied. */
export function confidenceAt(p: number, nobody: number, factor: number): number {
  return (p * factor) / (nobody + factor * (1 - nobody));
}

interface Row {
  ranked: readonly { candidate: { evidence: readonly FieldEvidence[] }; p: number }[];
  nobody: number;
}

/** Confidences, 0..1, of what a row's posterior says. */
export interface Confidences {
  of(p: number): number;
  /** Confidence that the person is not on file. */
  nobody: number;
}

export function calibrate(
  { ranked, nobody }: Row,
  { curves, ceiling = 1 }: Calibration,
): Confidences {
  const [best] = ranked;
  const evidenceClass = best && evidenceClassOf(best.candidate.evidence);
  const factor =
    evidenceClass === undefined ? 1 : oddsFactor(best?.p ?? 0, nobody, curves[evidenceClass]);
  const most = evidenceClass === undefined ? 1 : ceiling;
  return {
    of: (p) => Math.min(most, confidenceAt(p, nobody, factor)),
    nobody: nobody / (nobody + factor * (1 - nobody)),
  };
}
