import type { Decision } from "../../enrich/decisions/decision.ts";
import type { DecisionState } from "../../enrich/decisions/judge-decision.ts";
import type { MatchRequest } from "../../model/contract.ts";
import type { Status } from "../../model/status.ts";

/** A lead of an enriched list that somebody may decide about; the same lead in several rows is one. */
export interface ReviewItem {
  /** Numbers of its rows, the first one first. */
  rows: readonly number[];
  request: MatchRequest;
  /** As the list has it. */
  status: Status;
  reason: string;
  /** NPIs in `hb_candidates`, best first. */
  candidates: readonly string[];
  lead: string;
  detail: string;
  /** Another lead of the list has the same identity. */
  shared: boolean;
  /** What was decided about it before, and what has become of that. */
  before: { decision: Decision; state: DecisionState } | undefined;
}

/** Of whose rows somebody may decide. */
export const reviewable = [
  "ambiguous",
  "conflict",
  "no_match",
  "matched",
] as const satisfies readonly Status[];

export const usuallyReviewed = ["ambiguous", "conflict"] as const satisfies readonly Status[];

/** Whether it waits for a decision. */
export function isOpen({ before }: ReviewItem): boolean {
  return before?.state !== "holds";
}
