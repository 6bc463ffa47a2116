import { type Status, statuses } from "../../model/status.ts";
import { type Accuracy, accuracyOf, isAtLeast, isMatched } from "./accuracy.ts";
import { type CalibrationFigures, calibrationFigures } from "./calibration-error.ts";
import {
  bestF1,
  type CurvePoint,
  precisionRecallCurve,
  type RecallAtPrecision,
  recallAtPrecision,
} from "./precision-recall.ts";
import type { ScoredLead } from "./scored-lead.ts";
import { type StatusFigures, statusFigures } from "./status-figures.ts";
import { type ColumnFigures, columnFigures, type GroupColumn } from "./value-figures.ts";

/** Everything that is measured, in the keys of `--json` (docs/evaluate.md). */
export interface Measures {
  leads: number;
  /** Leads whose person is in the registry, and those whose is not. */
  with_answer: number;
  without_answer: number;
  statuses: Record<Status, number>;
  matched: Accuracy;
  thresholds: (Accuracy & { threshold: number })[];
  /** Null when no lead names anybody or none has a right answer. */
  best_f1: CurvePoint | null;
  recall_at_precision: RecallAtPrecision[];
  calibration: CalibrationFigures;
  by_status: StatusFigures[];
  by: ColumnFigures[];
}

const thresholds = [0.5, 0.8, 0.9, 0.95, 0.99] as const;
const precisions = [0.98, 0.99, 0.995, 0.998, 0.999] as const;

/** The same for the same leads in any order. */
export function measure(leads: readonly ScoredLead[], by: readonly GroupColumn[]): Measures {
  const curve = precisionRecallCurve(leads);
  const withAnswer = leads.filter(({ truth }) => truth !== "").length;
  const count = (status: Status) => leads.filter((lead) => lead.status === status).length;
  return {
    leads: leads.length,
    with_answer: withAnswer,
    without_answer: leads.length - withAnswer,
    statuses: Object.fromEntries(
      statuses.map((status) => [status, count(status)]),
    ) as Measures["statuses"],
    matched: accuracyOf(leads, isMatched),
    thresholds: thresholds.map((threshold) => ({
      threshold,
      ...accuracyOf(leads, isAtLeast(threshold)),
    })),
    best_f1: bestF1(curve),
    recall_at_precision: precisions.map((precision) =>
      recallAtPrecision(curve, withAnswer, precision),
    ),
    calibration: calibrationFigures(leads),
    by_status: statusFigures(leads),
    by: by.map((column) => columnFigures(leads, column)),
  };
}
