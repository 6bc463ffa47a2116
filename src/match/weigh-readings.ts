import type { NameHypothesis } from "../normalize/name.ts";
import { term } from "../normalize/terms.ts";
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
  const reference = chance(top, frequencies);
  const weighed = readings.map((reading) => {
    if (reading.order === top.order) return reading;
    const ratio = chance(reading, frequencies) / reference;
    const bounded = Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, ratio));
    return { ...reading, weight: reading.weight * bounded };
  });
  const heaviest = Math.max(...weighed.map((reading) => reading.weight));
  return weighed
    .map((reading) => ({ ...reading, weight: reading.weight / heaviest }))
    .filter((reading) => reading.weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight);
}

function chance(reading: NameHypothesis, frequencies: Frequencies): number {
  const asLast = Math.max(...lastTerms(reading).map((text) => frequencies.share(text)));
  const { first } = reading;
  const asFirst =
    first.length === 1
      ? LONE_INITIAL * frequencies.share(term.initial(first))
      : frequencies.share(term.first(first));
  return asFirst * asLast * middleChance(reading.middle, frequencies);
}

/** Else a surname that nobody has would be cheaper to read as a middle name. */
function middleChance(middle: string, frequencies: Frequencies): number {
  if (middle === "") return 1;
  return frequencies.share(middle.length === 1 ? term.middleInitial(middle) : term.middle(middle));
}

function lastTerms(reading: NameHypothesis): string[] {
  return [reading.last, ...reading.lastParts].map((last) => term.last(last));
}
