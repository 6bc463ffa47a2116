/** What a run can be held to, each the floor's value and what is compared with it. */
export interface Floors {
  bestF1: number;
  recallAt99: number;
  recallAt998: number;
  /** Of rows that are `matched`. */
  precision: number;
  recall: number;
  candidateRecall: number;
  /** Ceilings. */
  falseMatches: number;
  ece: number;
  twinsMatched: number;
}

const ceilings: ReadonlySet<string> = new Set(["falseMatches", "ece", "twinsMatched"]);

/**
 * By number of people, for the leads that CI draws. A little under what was measured last: raise
 * them when the program gets better, and lower one only with a reason in the commit.
 */
const floors: ReadonlyMap<number, Floors> = new Map([
  [
    200_000,
    {
      bestF1: 0.95,
      recallAt99: 0.9,
      recallAt998: 0.85,
      precision: 0.99,
      recall: 0.85,
      candidateRecall: 0.97,
      falseMatches: 0.01,
      ece: 0.02,
      twinsMatched: 0,
    },
  ],
]);

/** The floors for a registry of this size, if any are set. */
export function floorsFor(people: number): Floors | undefined {
  return floors.get(people);
}

/** The floors that were missed, each with what was reached. */
export function missedFloors(wanted: Floors, reached: Floors): string[] {
  const names = Object.keys(wanted) as (keyof Floors)[];
  return names
    .filter((name) =>
      ceilings.has(name) ? reached[name] > wanted[name] : reached[name] < wanted[name],
    )
    .map((name) => `${name}: ${reached[name].toFixed(4)}, floor ${wanted[name]}`);
}
