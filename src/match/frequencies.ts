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
  term(text: string): number;
  joint(last: string, first: string): number;
  phoneHolders(phone: string): number;
}

export function createFrequencies(counts: Counts): Frequencies {
  const individuals = Math.max(1, counts.individuals);
  const floor = 0.5 / individuals;
  const share = (text: string) => Math.max(floor, counts.term(text) / individuals);
  return {
    individuals,
    share,
    joint(last, first) {
      const independent = share(term.last(last)) * share(term.first(first));
      return Math.max(floor, counts.joint(last, first) / individuals, independent);
    },
    phoneHolders: counts.phoneHolders,
  };
}
