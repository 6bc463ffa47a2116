import type { MatchRecord, NameVariant } from "../model/match-record.ts";
import { lastEnd, soundsOf } from "../normalize/keys/keys.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import { compareFirstName } from "./compare-first-name.ts";
import { compareLastName } from "./compare-last-name.ts";
import { createFrequencies } from "./frequencies.ts";

/**
 * How well a name that somebody looks for agrees with one on file: 0 for not at all, else up to 1.
 * Unlike the evidence for a match it knows nothing of how common a name is: everybody who is called
 * so is wanted, and the order is that of likeness alone.
 *
 * Whoever fits has
 * - the surname, or one part of a double surname, and a first name that is the same, a nickname of
 *   it, an initial, the middle name, or nearly spelled so and beginning with the same letter;
 * - or a surname nearly spelled so that sounds alike, and the same first name or a nickname of it;
 *   with the same first name it need not sound alike where it begins or ends alike;
 * - or, before or after a marriage, the surname as middle name, and the same first name.
 * A surname alone asks for that surname alone. Nobody else is scored, because nobody else stands
 * under the keys that are asked (searched-name-keys.ts), and a count must not hang on them.
 */
export function nameScore(readings: readonly NameHypothesis[], record: MatchRecord): number {
  let best = 0;
  for (const reading of readings) {
    for (const variant of record.names) {
      best = Math.max(best, scorePair(reading, variant, record));
    }
  }
  return best;
}

/** By comparison level; what is not here is no agreement. */
const lastScores: Readonly<Record<string, number>> = {
  exact: 1,
  "part of a double name": 0.9,
  "one letter off": 0.85,
  "nearly the same": 0.8,
  "middle name on file": 0.7,
  "middle name given": 0.7,
};
const firstScores: Readonly<Record<string, number>> = {
  exact: 1,
  joined: 1,
  nickname: 0.92,
  initial: 0.9,
  "initial on file": 0.88,
  "one letter off": 0.85,
  "nearly the same": 0.8,
  "middle name": 0.8,
};
const nearFirst: ReadonlySet<string> = new Set(["one letter off", "nearly the same"]);

const otherName = 0.95;
const otherSuffix = 0.8;
const otherMiddle = 0.85;
/** What is asked for and is not on file. */
const unsaid = 0.97;
/** A reading that turns the name around, or joins what is two names. */
const unlikely = { below: 0.05, score: 0.8 };

/** The levels alone are asked for, so that everything may be equally rare. */
const plain = createFrequencies({
  individuals: 1_000_000,
  term: () => 0,
  joint: () => 0,
  phoneHolders: () => 0,
});

function scorePair(reading: NameHypothesis, variant: NameVariant, record: MatchRecord): number {
  const last = compareLastName(reading, variant, record, plain)?.level ?? "";
  const asLast = lastScores[last] ?? 0;
  if (asLast === 0) return 0;
  const first = compareFirstName(reading, variant, plain)?.level ?? "";
  const isMiddleSpent = last.startsWith("middle name");
  const asFirst =
    last === "exact" || last === "part of a double name"
      ? firstScore(first, reading, variant)
      : firstOfOtherSurname(first, reading, variant, isMiddleSpent);
  const middle = isMiddleSpent ? 1 : middleScore(reading.middle, variant.middle);
  const kind = variant.kind === "legal" ? 1 : otherName;
  const way = reading.weight < unlikely.below ? unlikely.score : 1;
  return asLast * asFirst * middle * suffixScore(reading.suffix, variant.suffix) * kind * way;
}

function firstScore(first: string, reading: NameHypothesis, variant: NameVariant): number {
  if (reading.first === "") return 1;
  const isOther = nearFirst.has(first) && reading.first.charAt(0) !== variant.first.charAt(0);
  return isOther ? 0 : (firstScores[first] ?? 0);
}

function firstOfOtherSurname(
  first: string,
  reading: NameHypothesis,
  variant: NameVariant,
  isMiddleName: boolean,
): number {
  if (first === "exact") {
    return isMiddleName ||
      beginsOrEndsAlike(reading.last, variant.last) ||
      soundsAlike(reading.last, variant.last)
      ? 1
      : 0;
  }
  const isNickname = first === "nickname" && !isMiddleName;
  return isNickname && soundsAlike(reading.last, variant.last) ? (firstScores.nickname ?? 0) : 0;
}

function beginsOrEndsAlike(given: string, onFile: string): boolean {
  const begins = given.slice(0, 3) === onFile.slice(0, 3);
  const isAsLong = Math.abs(given.length - onFile.length) <= 1;
  return (begins && isAsLong) || lastEnd(given) === lastEnd(onFile);
}

function soundsAlike(given: string, onFile: string): boolean {
  const sounds = soundsOf(onFile);
  return soundsOf(given).some((sound) => sounds.includes(sound));
}

function middleScore(given: string, onFile: string): number {
  if (given === "") return 1;
  if (onFile === "") return unsaid;
  if (given === onFile) return 1;
  const isInitial = given.length === 1 || onFile.length === 1;
  return isInitial && given.charAt(0) === onFile.charAt(0) ? 0.99 : otherMiddle;
}

function suffixScore(given: string, onFile: string): number {
  if (given === "" || given === onFile) return 1;
  return onFile === "" ? unsaid : otherSuffix;
}
