import type { Outcome, OutcomeMark } from "../../model/contact.ts";

/** An outcome with the name of the source that tells it. */
export interface SourcedOutcome extends OutcomeMark {
  source: string;
}

/** What an outcome says of a value, for whom, and how it stands against others of its day. */
const effects: Readonly<
  Record<Outcome, { dead: boolean; ofEverybody: boolean; rank: number; weight: number }>
> = {
  reached: { dead: false, ofEverybody: false, rank: 0, weight: 0 },
  soft_bounce: { dead: false, ofEverybody: true, rank: 2, weight: 1 },
  hard_bounce: { dead: true, ofEverybody: true, rank: 3, weight: 2 },
  disconnected: { dead: true, ofEverybody: true, rank: 3, weight: 3 },
  wrong_person: { dead: true, ofEverybody: false, rank: 3, weight: 4 },
};

/** Values without an outcome stand between those that were reached and those that bounced. */
const unused = 1;

/**
 * The outcome that holds for a person's value: the latest, of one day the worst. That a value reaches
 * nobody is true whoever it was tried for; that it is, or is not, somebody's is true of them alone.
 */
export function standingOutcome(
  npi: string,
  outcomes: readonly SourcedOutcome[],
): SourcedOutcome | undefined {
  let standing: SourcedOutcome | undefined;
  for (const one of outcomes) {
    const isTheirs = one.npi === undefined || one.npi === npi;
    if (!isTheirs && !effects[one.outcome].ofEverybody) continue;
    if (standing === undefined || isLater(one, standing)) standing = one;
  }
  return standing;
}

function isLater(a: SourcedOutcome, b: SourcedOutcome): boolean {
  if (a.date !== b.date) return a.date > b.date;
  const byWeight = effects[a.outcome].weight - effects[b.outcome].weight;
  return byWeight !== 0 ? byWeight > 0 : a.source < b.source;
}

/** Whether a value is of no use to anybody who wants this person. */
export function isDead(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && effects[outcome].dead;
}

/** Smaller is better. */
export function outcomeRank(outcome: Outcome | undefined): number {
  return outcome === undefined ? unused : effects[outcome].rank;
}
