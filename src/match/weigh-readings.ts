import { term } from "../normalize/keys/terms.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import type { Frequencies } from "./frequencies.ts";

/** A reading may gain or lose at most this factor through frequencies alone. */
const MAX_RATIO = 4096;
/** Share of names written with an initial for the first name. */
const LONE_INITIAL = 0.03;
/** Readings below this do not change any answer. */
const LEAST_WEIGHT = 5e-4;

/**
 * Let the registry's own counts say which word is the surname: a reading is worth more when its
 * first name is common as a first name and its surname as a surname (matching.md section 4.1).
 * Only the order is judged; other differences keep the parser's weights.
 */
export function weighReadings(
  readings: readonly NameHypothesis[],
  frequencies: Frequencies,
): NameHypothesis[] {
  const top = readings[0];
  if (top === undefined) return [];
  const words = new Set(readings.flatMap(({ first, middle, last }) => [first, middle, last]));
  const reference = chance(top, words, frequencies);
  const weighed = readings.map((reading) => {
    if (reading.order === top.order || lettersOf(reading) !== lettersOf(top)) return reading;
    const ratio = chance(reading, words, frequencies) / reference;
    const bounded = Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, ratio));
    return { ...reading, weight: reading.weight * bounded };
  });
  const heaviest = Math.max(...weighed.map((reading) => reading.weight));
  return weighed
    .map((reading) => ({ ...reading, weight: reading.weight / heaviest }))
    .filter((reading) => reading.weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight);
}

/** Who leaves words out needs fewer to be common: only readings of all the same words compare. */
function lettersOf({ first, middle, last }: NameHypothesis): number {
  return first.length + middle.length + last.length;
}

function chance(
  reading: NameHypothesis,
  words: ReadonlySet<string>,
  frequencies: Frequencies,
): number {
  const asFirst = firstChance(reading.first, words, frequencies);
  return asFirst * lastChance(reading, frequencies) * middleChance(reading.middle, frequencies);
}

/** Two given names read as one, such as nobody else has, are as rare as both together. */
function firstChance(first: string, words: ReadonlySet<string>, frequencies: Frequencies): number {
  if (first.length === 1) return LONE_INITIAL * frequencies.share(term.initial(first));
  const whole = frequencies.share(term.first(first));
  if (isKnown(whole, frequencies)) return whole;
  for (let at = 1; at < first.length; at++) {
    const parts = [first.slice(0, at), first.slice(at)];
    if (parts.every((part) => words.has(part))) return together(parts, term.first, frequencies);
  }
  return whole;
}

/** Somebody else has it as well. */
function isKnown(share: number, { individuals }: Frequencies): boolean {
  return share * individuals > 1;
}

function together(
  parts: readonly string[],
  toTerm: (name: string) => string,
  frequencies: Frequencies,
): number {
  return parts.reduce((chance, part) => chance * frequencies.share(toTerm(part)), 1);
}

/**
 * A double surname that nobody else has is as rare as its parts together: at the price of one, two
 * rare given names would read as a surname.
 */
function lastChance({ last, lastParts }: NameHypothesis, frequencies: Frequencies): number {
  const whole = frequencies.share(term.last(last));
  if (lastParts.length === 0 || isKnown(whole, frequencies)) return whole;
  return together(lastParts, term.last, frequencies);
}

/** Else a surname that nobody has would be cheaper to read as a middle name. */
function middleChance(middle: string, frequencies: Frequencies): number {
  if (middle === "") return 1;
  return frequencies.share(middle.length === 1 ? term.middleInitial(middle) : term.middle(middle));
}
