import { term } from "../normalize/keys/terms.ts";

/** The registry's own counts as chances that a random profile agrees by accident. */
export interface Frequencies {
  /** Individuals in the registry (N), at least 1. */
  readonly individuals: number;
  /** Share of the others with this term, never below half a person. */
  share(text: string): number;
  /**
   * Chance that somebody else has exactly this full name: from the others who carry it, or from
   * what its parts promise. A name that stands once in a small registry is far rarer than 1/N.
   */
  joint(last: string, first: string): number;
  /**
   * How many times oftener than by chance the bearers of this first name share any surname: 1 for
   * common first names, more for those that are at home in one community.
   */
  company(first: string): number;
  /** Individuals reachable under this phone number. */
  phoneHolders(phone: string): number;
}

/**
 * People of whom a count knows nothing: a value that only one profile has is far rarer than 1/N.
 * By Good and Turing's estimate, on names of real registries.
 */
const UNSEEN = 0.25;
/**
 * No full name is rarer than this share of a population: of the 7 million clinicians one in a
 * hundred or two has a parent, a child or a mere double of the very name among the others.
 */
const RAREST = 2e-9;
/**
 * First and last names go together (Khan is oftener Mohammed than Kevin): a full name has more
 * carriers than its parts' frequencies promise, and the more so the rarer its first name, because
 * that is at home in one community. Measured on 20,300 real people by leaving each out in turn:
 * 1.6 times for first names of one in a hundred, 1.9 of one in a thousand, 3.5 and 10 to 20 below.
 */
const together = { least: 1.7, most: 20, share: 1e-3, times: 2, power: 0.4 };

/** Where the counts come from; each answers 0 for what it does not know. */
export interface Counts {
  individuals: number;
  term(text: string): number;
  joint(last: string, first: string): number;
  phoneHolders(phone: string): number;
}

export function createFrequencies(counts: Counts): Frequencies {
  const individuals = Math.max(1, counts.individuals);
  /** Others than the one profile compared, which the count holds as well. */
  const others = (text: string) => Math.max(0, counts.term(text) - 1);
  const share = (text: string) => (others(text) + 0.5) / individuals;
  const rarity = (text: string) => (others(text) + UNSEEN) / individuals;
  return {
    individuals,
    share,
    company: (first) => togetherness(rarity(term.first(first))) / together.least,
    joint(last, first) {
      const asLast = rarity(term.last(last));
      const asFirst = rarity(term.first(first));
      const expected = togetherness(asFirst) * asLast * asFirst;
      const counted = (counts.joint(last, first) - 1) / individuals;
      return Math.max(RAREST, expected, counted);
    },
    phoneHolders: counts.phoneHolders,
  };
}

function togetherness(asFirst: number): number {
  const { least, most, share, times, power } = together;
  return Math.min(most, Math.max(least, times * (share / asFirst) ** power));
}
