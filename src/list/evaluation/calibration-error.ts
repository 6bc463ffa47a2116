import { outcomeOf, type ScoredLead, shareOf } from "./scored-lead.ts";

/** Whether a confidence means what it says; over the leads that name somebody. */
export interface CalibrationFigures {
  /** Leads that name somebody. */
  leads: number;
  /** Expected calibration error of the ten bins; null when no lead names anybody. */
  ece: number | null;
  /** Mean squared difference between the confidence and being right (1) or wrong (0). */
  brier: number | null;
  /** Always ten bins of equal width. */
  reliability: ReliabilityBin[];
}

interface ReliabilityBin {
  from: number;
  /** Exclusive, but for the last bin. */
  to: number;
  leads: number;
  mean_confidence: number | null;
  right_share: number | null;
}

const bins = 10;

export function calibrationFigures(leads: readonly ScoredLead[]): CalibrationFigures {
  const named = leads
    .filter(({ npi }) => npi !== "")
    .map((lead) => ({ confidence: lead.confidence, right: Number(outcomeOf(lead) === "right") }))
    // Floats are summed in this order, so that the figures do not depend on the list's.
    .sort((a, b) => a.confidence - b.confidence || a.right - b.right);
  const sums = Array.from({ length: bins }, () => ({ leads: 0, confidence: 0, right: 0 }));
  let squares = 0;
  for (const { confidence, right } of named) {
    const sum = sums[binOf(confidence)];
    if (sum === undefined) continue;
    sum.leads++;
    sum.confidence += confidence;
    sum.right += right;
    squares += (confidence - right) ** 2;
  }
  const error = sums.reduce((total, sum) => total + Math.abs(sum.confidence - sum.right), 0);
  return {
    leads: named.length,
    ece: shareOf(error, named.length),
    brier: shareOf(squares, named.length),
    reliability: sums.map((sum, bin) => ({
      from: bin / bins,
      to: (bin + 1) / bins,
      leads: sum.leads,
      mean_confidence: shareOf(sum.confidence, sum.leads),
      right_share: shareOf(sum.right, sum.leads),
    })),
  };
}

function binOf(confidence: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(confidence * bins)));
}
