import type { Measures } from "../../src/list/evaluation/measure.ts";
import type { Interval } from "../../src/list/evaluation/wilson-interval.ts";
import { type Figures, figuresOf, type RankedLeads } from "./figures.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { figureIntervals } from "./intervals.ts";

export interface Evaluated {
  figures: Figures;
  /** Of 95 %: Wilson's for shares of rows, the bootstrap's for the others. */
  intervals: Readonly<Record<keyof Figures, Interval>>;
}

/** What `heartbeat evaluate` says; an error when the leads counted here say otherwise. */
export function evaluate(
  heartbeat: Heartbeat,
  files: { enriched: string; truth: string },
  ranked: RankedLeads,
): Evaluated {
  const answer = heartbeat([
    "evaluate",
    files.enriched,
    "--truth",
    files.truth,
    "--id",
    "lead_id",
    "--truth-id",
    "id",
    "--json",
  ]);
  const measures: Measures = JSON.parse(answer);
  const figures = toFigures(measures);
  const counted = figuresOf(ranked);
  for (const name of Object.keys(counted) as (keyof Figures)[])
    if (Math.abs(figures[name] - counted[name]) > 1e-9)
      throw new Error(`evaluate says ${name} ${figures[name]}, the bench counts ${counted[name]}`);
  const { precision_interval, recall_interval, false_match_interval } = measures.matched;
  const anything: Interval = [0, 1];
  const intervals = {
    ...figureIntervals(ranked),
    precision: precision_interval ?? anything,
    recall: recall_interval ?? anything,
    falseMatches: false_match_interval ?? anything,
  };
  return { figures, intervals };
}

/** A figure that nothing could be measured of counts as 0, as in the bench. */
function toFigures({ best_f1, recall_at_precision, matched, calibration }: Measures): Figures {
  const recallAt = (precision: number): number =>
    recall_at_precision.find((point) => point.precision === precision)?.recall ?? 0;
  return {
    bestF1: best_f1?.f1 ?? 0,
    recallAt99: recallAt(0.99),
    recallAt995: recallAt(0.995),
    recallAt998: recallAt(0.998),
    recallAt999: recallAt(0.999),
    precision: matched.precision ?? 0,
    recall: matched.recall ?? 0,
    falseMatches: matched.false_match_rate ?? 0,
    ece: calibration.ece ?? 0,
    brier: calibration.brier ?? 0,
  };
}
