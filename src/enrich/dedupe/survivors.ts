import { isNpi } from "../../normalize/npi.ts";
import { createPeopleMet } from "./people-met.ts";

/** The first row, in the order of lists and rows, that is matched to an NPI. */
export interface Survivor {
  /** What its list is called. */
  list: string;
  row: number;
  /** Whether it stands in another list than the row that repeats it. */
  isElsewhere: boolean;
}

/** A list whose people count as seen before. */
export interface SeenList {
  /** Without its folder. */
  name: string;
  /** Of the file, hex. */
  sha256: string;
}

/** The survivors of all the lists of a command. */
export interface Survivors {
  /** The next list; the one before is finished or forgotten. */
  begin(name: string): ListSurvivors;
}

/** Those that the rows of one list meet. */
export interface ListSurvivors {
  readonly list: string;
  /** The lists before that came to something. */
  readonly seenBefore: readonly SeenList[];
  /**
   * undefined where the row is the first of its NPI, or the NPI is none.
   *
   * @param row ascending
   */
  meet(npi: string, row: number): Survivor | undefined;
  /** All of the list was met. */
  finish(sha256: string): void;
  /** The list came to nothing: none of its rows is anybody's survivor. */
  forget(): void;
}

interface Stretch {
  name: string;
  /** Where the places of its rows begin. */
  before: number;
}

export function createSurvivors(): Survivors {
  const people = createPeopleMet();
  const stretches: Stretch[] = [];
  const finished: SeenList[] = [];
  let last = 0;

  function listAt(place: number): Stretch {
    const stretch = stretches.findLast(({ before }) => before < place);
    if (stretch === undefined) throw new Error("a row of no list was met");
    return stretch;
  }

  return {
    begin(name) {
      const own: Stretch = { name, before: last };
      stretches.push(own);
      return {
        list: name,
        seenBefore: [...finished],
        meet(npi, row) {
          if (!isNpi(npi)) return undefined;
          last = own.before + row;
          const place = people.meet(Number(npi), last);
          if (place === undefined) return undefined;
          const first = listAt(place);
          return { list: first.name, row: place - first.before, isElsewhere: first !== own };
        },
        finish: (sha256) => finished.push({ name, sha256 }),
        forget() {
          people.forgetFrom(own.before + 1);
          last = own.before;
          stretches.splice(stretches.indexOf(own), 1);
        },
      };
    },
  };
}
