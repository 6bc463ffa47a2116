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
 * By number of people. A little under what was measured last: raise them when the program gets
 * better, and lower one only with a reason in the commit.
 */
const floors: ReadonlyMap<number, Floors> = new Map([
  [
    200_000,
    {
      bestF1: 0.979,
      recallAt99: 0.967,
      recallAt998: 0.94,
      precision: 0.998,
      recall: 0.93,
      candidateRecall: 0.985,
      falseMatches: 0.006,
      ece: 0.006,
      twinsMatched: 0,
    },
  ],
  [
    2_000_000,
    {
      bestF1: 0.961,
      recallAt99: 0.923,
      recallAt998: 0.88,
      precision: 0.9975,
      recall: 0.876,
      candidateRecall: 0.985,
      falseMatches: 0.007,
      ece: 0.008,
      twinsMatched: 0,
    },
  ],
]);

/** What a run measures with. */
interface Draw {
  people: number;
  leads: number;
  seed: number;
}

/** The leads that CI draws; other ones are as good, but swing by more than floors leave. */
const held = { leads: 10_000, seed: 1 };

/** The floors for this draw, if any are set for it. */
export function floorsFor({ people, leads, seed }: Draw): Floors | undefined {
  return leads === held.leads && seed === held.seed ? floors.get(people) : undefined;
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
