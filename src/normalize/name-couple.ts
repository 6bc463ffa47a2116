import { type NameHypothesis, rankHypotheses } from "./name-hypothesis.ts";
import type { TwoPeople } from "./name-people.ts";

/** A row is meant to be one person; the one named first is a little likelier to be meant. */
const SECOND_PERSON = 0.5;

/**
 * The readings of two people in one cell, the second's at half weight, so that a registry that has
 * both settles nothing. Who has no surname of their own takes the other's.
 */
export function readCouple(
  { first, second, lacksSurname }: TwoPeople,
  read: (name: string) => NameHypothesis[],
): NameHypothesis[] {
  const one = read(first);
  const two = read(second);
  return [
    ...asPerson(lacksSurname === "first" ? withGivenOf(one, two) : one, 0),
    ...asPerson(lacksSurname === "second" ? withGivenOf(two, one) : two, 1),
  ];
}

/** The readings of a cell's first person (0) or second one (1). */
export function asPerson(readings: readonly NameHypothesis[], at: number): NameHypothesis[] {
  if (at === 0) return rankHypotheses(readings);
  return rankHypotheses(readings).map((reading) => ({
    ...reading,
    weight: reading.weight * SECOND_PERSON,
  }));
}

/** Given names that were read alone, with the surnames of a whole name. */
function withGivenOf(
  alone: readonly NameHypothesis[],
  whole: readonly NameHypothesis[],
): NameHypothesis[] {
  const own = alone[0];
  if (own === undefined) return [];
  const { suffix, credentials } = own;
  const given =
    own.first === ""
      ? { first: own.last, middle: "" }
      : { first: own.first, middle: own.middle + own.last };
  return whole.map((reading) => ({ ...reading, ...given, suffix, credentials }));
}
