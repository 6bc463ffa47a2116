import { outcomeOf, type ScoredLead, shareOf } from "./scored-lead.ts";
import { type Interval, wilsonInterval } from "./wilson-interval.ts";

/** How good some of the answers are, taken at their word; shares are null without cases. */
export interface Accuracy {
  /** Answers that are taken; the counts below are about these. */
  answers: number;
  right: number;
  /** The lead's person is in the registry, somebody else is named. */
  wrong_person: number;
  /** The lead's person is not in the registry, somebody is named. */
  nobody_there: number;
  /** `right` of `answers`. */
  precision: number | null;
  precision_interval: Interval | null;
  /** `right` of all leads with a right answer. */
  recall: number | null;
  recall_interval: Interval | null;
  f1: number | null;
  /** `nobody_there` of all leads without a right answer. */
  false_match_rate: number | null;
  false_match_interval: Interval | null;
}

/** What a user gets who takes the first answer of the leads that `isTaken` picks. */
export function accuracyOf(
  leads: readonly ScoredLead[],
  isTaken: (lead: ScoredLead) => boolean,
): Accuracy {
  const taken = { right: 0, wrong_person: 0, nobody_there: 0, missed: 0, rightly_none: 0 };
  let present = 0;
  for (const lead of leads) {
    if (lead.truth !== "") present++;
    if (isTaken(lead)) taken[outcomeOf(lead)]++;
  }
  const { right, wrong_person, nobody_there } = taken;
  const answers = right + wrong_person + nobody_there;
  const absent = leads.length - present;
  return {
    answers,
    right,
    wrong_person,
    nobody_there,
    precision: shareOf(right, answers),
    precision_interval: wilsonInterval(right, answers),
    recall: shareOf(right, present),
    recall_interval: wilsonInterval(right, present),
    f1: shareOf(2 * right, answers + present),
    false_match_rate: shareOf(nobody_there, absent),
    false_match_interval: wilsonInterval(nobody_there, absent),
  };
}

export function isMatched({ status }: ScoredLead): boolean {
  return status === "matched";
}

export function isAtLeast(threshold: number): (lead: ScoredLead) => boolean {
  return ({ npi, confidence }) => npi !== "" && confidence >= threshold;
}
