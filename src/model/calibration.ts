/** What an answer rests on; each class has its own habits of being too sure or too timid. */
export const evidenceClasses = ["identifier", "place", "state", "name"] as const;

export type EvidenceClass = (typeof evidenceClasses)[number];

/**
 * Odds of the best candidate against nobody, before and after: log(after) = intercept + slope ·
 * log(before). The other candidates' odds move by the same factor. With one candidate alone this is
 * Platt's curve over the logit of its posterior.
 */
export interface CalibrationCurve {
  intercept: number;
  /** Above 0, so that surer rows stay surer. */
  slope: number;
}

/**
 * How a release turns posteriors into confidences: fitted on its own profiles, each corrupted as
 * lists do and matched once with and once without itself on file (matching.md section 8).
 */
export interface Calibration {
  curves: Record<EvidenceClass, CalibrationCurve>;
  /** Least confidence at which answers are this precise together; precision ascending. */
  thresholds: { precision: number; confidence: number }[];
  /** Leads it was fitted on. */
  leads: number;
  /**
   * Where nothing was counted and nothing fitted, nobody found by anything but an NPI is said to be
   * surer than this.
   */
  ceiling?: number;
}
