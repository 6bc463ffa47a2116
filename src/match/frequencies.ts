import { term } from "../normalize/terms.ts";

/** The registry's own counts as chances that a random profile agrees by accident. */
export interface Frequencies {
  /** Individuals in the registry (N), at least 1. */
  readonly individuals: number;
  /** Share of individuals with this term, never below half a person. */
  share(text: string): number;
  /** Share with exactly this surname and first name together: names are not independent. */
  joint(last: string, first: string): number;
  /** Individuals reachable under this phone number. */
  phoneHolders(phone: string): number;
}

/** Where the counts come from; each answers 0 for what it does not know. */
export interface Counts {
  individuals: number;
  /** Sampled individuals whose name is carried by exactly one, two, three individuals. */
  namesakes: readonly number[];
  term(text: string): number;
  joint(last: string, first: string): number;
  phoneHolders(phone: string): number;
}

export function createFrequencies(counts: Counts): Frequencies {
  const individuals = Math.max(1, counts.individuals);
  const floor = 0.5 / individuals;
  const expected = expectedNamesakes(counts.namesakes);
  const share = (text: string) => Math.max(floor, counts.term(text) / individuals);
  return {
    individuals,
    share,
    joint(last, first) {
      const independent = share(term.last(last)) * share(term.first(first));
      return Math.max(expected(counts.joint(last, first)) / individuals, independent);
    },
    phoneHolders: counts.phoneHolders,
  };
}

/** Never rarer than this many carriers, whatever a small sample says. */
const LEAST_EXPECTED = 0.02;

/**
 * Good–Turing: how many carriers to expect of a name that was counted once or twice. In a small
 * registry most names stand there once by chance and are far rarer than one in its size.
 */
function expectedNamesakes([one = 0, two = 0, three = 0]: readonly number[]) {
  const once = Math.min(1, Math.max(LEAST_EXPECTED, two / Math.max(1, one)));
  const twice = Math.min(2, Math.max(once, (2 * three) / Math.max(1, two)));
  return (count: number) => {
    if (count <= 0) return LEAST_EXPECTED;
    return count === 1 ? once : count === 2 ? twice : count;
  };
}
