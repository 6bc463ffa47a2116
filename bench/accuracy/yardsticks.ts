import type { Figures } from "./figures.ts";

type Known = Partial<Figures> & { candidateRecall?: number };

/** What others reached on sets like these, by number of people (matching.md section 12.2). */
interface Yardstick {
  prototype: Known;
  splink: Known;
}

export const yardsticks: ReadonlyMap<number, Yardstick> = new Map([
  [
    200_000,
    {
      prototype: {
        bestF1: 0.9765,
        recallAt99: 0.962,
        recallAt998: 0.93,
        ece: 0.008,
        candidateRecall: 0.985,
      },
      splink: {
        bestF1: 0.9556,
        recallAt99: 0.921,
        recallAt998: 0.888,
        ece: 0.033,
        candidateRecall: 0.961,
      },
    },
  ],
  [
    2_000_000,
    {
      prototype: {
        bestF1: 0.9516,
        recallAt99: 0.902,
        recallAt998: 0.849,
        precision: 0.9982,
        recall: 0.8454,
        ece: 0.012,
        candidateRecall: 0.984,
      },
      splink: {
        bestF1: 0.9312,
        recallAt99: 0.866,
        recallAt998: 0.825,
        precision: 0.999,
        recall: 0.771,
        ece: 0.04,
        candidateRecall: 0.965,
      },
    },
  ],
]);

interface NoiseClass {
  tag: string;
  name: string;
  /** Found at .9 among 2 million people by the prototype and by Splink. */
  prototype: number;
  splink: number;
}

/** `tag | name | prototype | Splink` */
const classes = `
none | none | .962 | .939
mailing_place | mailing place | .930 | .859
moved_city | moved city | .804 | .707
moved_state | moved state | .494 | .394
first_initial | first initial only | .687 | .621
nickname | nickname | .752 | .569
last_typo | surname typed wrong | .740 | .577
half_of_hyphenated | half of a hyphenated name | .832 | .555
hyphen_became_space | hyphen became space | 1 | .968
order_swapped | order swapped | .785 | .061
goes_by_middle | goes by middle name | .676 | .297
former_name_on_file | former name, on file | .714 | .714
former_name_not_on_file | former name, not on file | .306 | .327
first_typo | first name typed wrong | .769 | .701`;

export const noiseClasses: readonly NoiseClass[] = classes
  .trim()
  .split("\n")
  .map((line) => {
    const [tag = "", name = "", prototype, splink] = line.split(" | ");
    return { tag, name, prototype: Number(prototype), splink: Number(splink) };
  });
