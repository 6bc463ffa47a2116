import { isRight, type ScoredLead } from "./scored-lead.ts";

export interface Accuracy {
  threshold: number;
  matched: number;
  precision: number;
  recall: number;
  f1: number;
  /** Leads whose person is there, given to somebody else. */
  wrongPerson: number;
  /** Leads whose person is not there, given to somebody. */
  nobodyThere: number;
  /** `nobodyThere` as a share of all leads without an answer. */
  falseMatchRate: number;
}

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);

function accuracyOf(
  matched: readonly ScoredLead[],
  all: readonly ScoredLead[],
  threshold: number,
): Accuracy {
  const present = all.filter((lead) => lead.truth !== "").length;
  const right = matched.filter(isRight).length;
  const nobodyThere = matched.filter((lead) => lead.truth === "").length;
  const precision = ratio(right, matched.length);
  const recall = ratio(right, present);
  return {
    threshold,
    matched: matched.length,
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    wrongPerson: matched.length - right - nobodyThere,
    nobodyThere,
    falseMatchRate: ratio(nobodyThere, all.length - present),
  };
}

/** What a user would get who believed every answer of at least this confidence. */
export function accuracyAt(leads: readonly ScoredLead[], threshold: number): Accuracy {
  const matched = leads.filter((lead) => lead.npi !== "" && lead.confidence >= threshold);
  return accuracyOf(matched, leads, threshold);
}

/** What a user gets who believes the status. */
export function accuracyOfMatched(leads: readonly ScoredLead[]): Accuracy {
  return accuracyOf(
    leads.filter((lead) => lead.status === "matched"),
    leads,
    Number.NaN,
  );
}

export interface CurvePoint {
  threshold: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Precision and recall at every confidence that occurs; equal confidences enter together. */
export function curve(leads: readonly ScoredLead[]): CurvePoint[] {
  const present = leads.filter((lead) => lead.truth !== "").length;
  const named = leads.filter((lead) => lead.npi !== "");
  named.sort((a, b) => b.confidence - a.confidence);
  const points: CurvePoint[] = [];
  let right = 0;
  named.forEach((lead, index) => {
    if (isRight(lead)) right++;
    if (named[index + 1]?.confidence === lead.confidence) return;
    const precision = right / (index + 1);
    const recall = ratio(right, present);
    points.push({
      threshold: lead.confidence,
      precision,
      recall,
      f1: ratio(2 * precision * recall, precision + recall),
    });
  });
  return points;
}

/** The point with the largest `value`, the first of equals. */
export function best(
  points: readonly CurvePoint[],
  value: (point: CurvePoint) => number,
): CurvePoint | undefined {
  let top: CurvePoint | undefined;
  for (const point of points) if (top === undefined || value(point) > value(top)) top = point;
  return top;
}

export interface ReliabilityBin {
  from: number;
  leads: number;
  meanConfidence: number;
  rightShare: number;
}

/** Ten equal bins of confidence, over the leads that name somebody. */
export function reliability(leads: readonly ScoredLead[]): ReliabilityBin[] {
  const named = leads.filter((lead) => lead.npi !== "");
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = named.filter((lead) => Math.min(9, Math.floor(lead.confidence * 10)) === bin);
    return {
      from: bin / 10,
      leads: inside.length,
      meanConfidence: ratio(
        inside.reduce((sum, lead) => sum + lead.confidence, 0),
        inside.length,
      ),
      rightShare: ratio(inside.filter(isRight).length, inside.length),
    };
  });
}

/** Expected calibration error of those bins. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.leads, 0);
  const weighted = bins.reduce(
    (sum, bin) => sum + bin.leads * Math.abs(bin.meanConfidence - bin.rightShare),
    0,
  );
  return ratio(weighted, total);
}

/** Mean squared difference between confidence and being right. */
export function brierScore(leads: readonly ScoredLead[]): number {
  const named = leads.filter((lead) => lead.npi !== "");
  const sum = named.reduce(
    (total, lead) => total + (lead.confidence - Number(isRight(lead))) ** 2,
    0,
  );
  return ratio(sum, named.length);
}

export interface NoiseRecall {
  tag: string;
  leads: number;
  /** Right and at least .9. */
  found: number;
}

/** Recall at .9 by what was done to the lead; `none` for those left alone. */
export function recallByNoise(leads: readonly ScoredLead[]): NoiseRecall[] {
  const tags = new Map<string, NoiseRecall>();
  for (const lead of leads) {
    if (lead.truth === "") continue;
    for (const tag of lead.noise.length === 0 ? ["none"] : lead.noise) {
      const entry = tags.get(tag) ?? { tag, leads: 0, found: 0 };
      entry.leads++;
      if (isRight(lead) && lead.confidence >= 0.9) entry.found++;
      tags.set(tag, entry);
    }
  }
  return [...tags.values()].sort((a, b) => b.leads - a.leads || (a.tag < b.tag ? -1 : 1));
}
