/** A confidence and what came of it. */
export interface Outcome {
  confidence: number;
  right: boolean;
  weight: number;
}

const bins = 10;

/**
 * Expected calibration error: over ten equal bins of confidence, how far the mean confidence is
 * from the share of right answers, weighted by the bins' sizes (matching.md section 13.1).
 */
export function calibrationError(outcomes: readonly Outcome[]): number {
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0 }));
  let total = 0;
  for (const { confidence, right, weight } of outcomes) {
    const sum = sums[Math.min(bins - 1, Math.floor(confidence * bins))];
    if (sum === undefined) continue;
    sum.confidence += weight * confidence;
    if (right) sum.right += weight;
    total += weight;
  }
  let apart = 0;
  for (const { confidence, right } of sums) apart += Math.abs(confidence - right);
  return total === 0 ? 0 : apart / total;
}

/** Confidences closer to 0 or 1 than this are taken for it: one mistake must not decide alone. */
const SUREST = 1e-4;

/** What the outcomes cost whoever bets on the confidences (mean log loss, nats, by weight). */
export function logLoss(outcomes: readonly Outcome[]): number {
  let loss = 0;
  let total = 0;
  for (const { confidence, right, weight } of outcomes) {
    const sure = Math.min(1 - SUREST, Math.max(SUREST, confidence));
    loss -= weight * Math.log(right ? sure : 1 - sure);
    total += weight;
  }
  return total === 0 ? 0 : loss / total;
}
