import { outcomeOf, type ScoredLead } from "./scored-lead.ts";
import { type Interval, wilsonInterval } from "./wilson-interval.ts";

/** What taking every answer of at least `threshold` gives. */
export interface CurvePoint {
  threshold: number;
  answers: number;
  right: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface RecallAtPrecision {
  /** The precision asked for. */
  precision: number;
  /** The largest recall of any threshold with at least that precision; null when none has it. */
  recall: number | null;
  recall_interval: Interval | null;
  threshold: number | null;
  answers: number | null;
}

/**
 * Precision and recall at every confidence that occurs, falling; leads of equal confidence enter
 * together. Empty when no lead has a right answer.
 */
export function precisionRecallCurve(leads: readonly ScoredLead[]): CurvePoint[] {
  const present = leads.reduce((sum, { truth }) => sum + Number(truth !== ""), 0);
  if (present === 0) return [];
  const named = leads.filter(({ npi }) => npi !== "");
  named.sort((a, b) => b.confidence - a.confidence);
  const points: CurvePoint[] = [];
  let right = 0;
  for (const [index, lead] of named.entries()) {
    if (outcomeOf(lead) === "right") right++;
    const threshold = lead.confidence;
    if (named[index + 1]?.confidence === threshold) continue;
    const answers = index + 1;
    points.push({
      threshold,
      answers,
      right,
      precision: right / answers,
      recall: right / present,
      f1: (2 * right) / (answers + present),
    });
  }
  return points;
}

/** Of equals the one with the highest threshold. */
export function bestF1(curve: readonly CurvePoint[]): CurvePoint | null {
  return largest(curve, ({ f1 }) => f1);
}

/** @param present how many leads have a right answer */
export function recallAtPrecision(
  curve: readonly CurvePoint[],
  present: number,
  precision: number,
): RecallAtPrecision {
  const enough = curve.filter((point) => point.precision >= precision);
  const found = largest(enough, ({ recall }) => recall);
  if (found === null) {
    return { precision, recall: null, recall_interval: null, threshold: null, answers: null };
  }
  const { recall, threshold, answers, right } = found;
  return { precision, recall, recall_interval: wilsonInterval(right, present), threshold, answers };
}

function largest(
  points: readonly CurvePoint[],
  value: (point: CurvePoint) => number,
): CurvePoint | null {
  let top: CurvePoint | null = null;
  for (const point of points) if (top === null || value(point) > value(top)) top = point;
  return top;
}
