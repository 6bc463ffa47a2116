import type { ScoredLead } from "../../src/list/evaluation/scored-lead.ts";
import { isRight } from "./read-scored-leads.ts";

/** What a run is judged by (reference/matching.md section 13.1). */
export interface Figures {
  bestF1: number;
  recallAt99: number;
  recallAt995: number;
  recallAt998: number;
  recallAt999: number;
  /** Of rows with the status `matched`. */
  precision: number;
  recall: number;
  /** Rows without an answer that are `matched`, as a share of all rows without an answer. */
  falseMatches: number;
  /** Expected calibration error, ten equal bins, over leads that name somebody. */
  ece: number;
  brier: number;
}

/** Leads in the order their confidence falls, as columns: they are gone through 400 times. */
export interface RankedLeads {
  count: number;
  confidence: Float64Array;
  named: Uint8Array;
  right: Uint8Array;
  present: Uint8Array;
  matched: Uint8Array;
}

export function rank(leads: readonly ScoredLead[]): RankedLeads {
  // Who names nobody stands last, also behind those who name somebody with confidence 0.
  const named = ({ npi }: ScoredLead): number => Number(npi !== "");
  const sorted = [...leads].sort((a, b) => named(b) - named(a) || b.confidence - a.confidence);
  const flags = (holds: (lead: ScoredLead) => boolean) =>
    Uint8Array.from(sorted, (lead) => Number(holds(lead)));
  return {
    count: sorted.length,
    confidence: Float64Array.from(sorted, ({ confidence }) => confidence),
    named: flags(({ npi }) => npi !== ""),
    right: flags(isRight),
    present: flags(({ truth }) => truth !== ""),
    matched: flags(({ status }) => status === "matched"),
  };
}

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);
const harmonic = (a: number, b: number): number => ratio(2 * a * b, a + b);

type Weights = ArrayLike<number>;

/** Of the leads with all these marks, each counted as often as its weight says. */
function total(ranked: RankedLeads, weights: Weights, ...marks: readonly Uint8Array[]): number {
  let sum = 0;
  for (let i = 0; i < ranked.count; i++)
    if (marks.every((mark) => mark[i] === 1)) sum += weights[i] as number;
  return sum;
}

type Curve = Pick<Figures, "bestF1" | "recallAt99" | "recallAt995" | "recallAt998" | "recallAt999">;

/** The best that any threshold gives; leads of equal confidence enter together. */
function curve(ranked: RankedLeads, weights: Weights, present: number): Curve {
  const best: Curve = { bestF1: 0, recallAt99: 0, recallAt995: 0, recallAt998: 0, recallAt999: 0 };
  const { confidence } = ranked;
  let right = 0;
  let named = 0;
  for (let i = 0; i < ranked.count && ranked.named[i] === 1; i++) {
    named += weights[i] as number;
    if (ranked.right[i] === 1) right += weights[i] as number;
    if (confidence[i + 1] === confidence[i] && ranked.named[i + 1] === 1) continue;
    const precision = ratio(right, named);
    // Recall only grows along the way: the last threshold that is precise enough has the most.
    const recall = ratio(right, present);
    best.bestF1 = Math.max(best.bestF1, harmonic(precision, recall));
    if (precision >= 0.99) best.recallAt99 = recall;
    if (precision >= 0.995) best.recallAt995 = recall;
    if (precision >= 0.998) best.recallAt998 = recall;
    if (precision >= 0.999) best.recallAt999 = recall;
  }
  return best;
}

function calibration(ranked: RankedLeads, weights: Weights): { ece: number; brier: number } {
  const gaps = new Float64Array(10);
  let named = 0;
  let squares = 0;
  for (let i = 0; i < ranked.count && ranked.named[i] === 1; i++) {
    const weight = weights[i] as number;
    const gap = (ranked.confidence[i] as number) - (ranked.right[i] as number);
    const bin = Math.min(9, Math.floor((ranked.confidence[i] as number) * 10));
    gaps[bin] = (gaps[bin] as number) + weight * gap;
    named += weight;
    squares += weight * gap ** 2;
  }
  const off = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
  return { ece: ratio(off, named), brier: ratio(squares, named) };
}

/** The figures of leads that each count as often as `weights` says: once, when it is left out. */
export function figuresOf(
  ranked: RankedLeads,
  weights: Weights = new Uint8Array(ranked.count).fill(1),
): Figures {
  const all = total(ranked, weights);
  const present = total(ranked, weights, ranked.present);
  const matched = total(ranked, weights, ranked.matched);
  const right = total(ranked, weights, ranked.matched, ranked.right);
  const somebody = total(ranked, weights, ranked.matched, ranked.present);
  return {
    ...curve(ranked, weights, present),
    precision: ratio(right, matched),
    recall: ratio(right, present),
    falseMatches: ratio(matched - somebody, all - present),
    ...calibration(ranked, weights),
  };
}
