import type { Frequencies } from "./frequencies.ts";
import { isOneEditApart, jaroWinkler } from "./jaro-winkler.ts";
import { bitsOf, weights } from "./weights.ts";

/** The comparison level that fired for one part of a name, and what it is worth. */
export interface Level {
  level: string;
  bits: number;
}

interface NearWeights {
  /** One typing error; `u` by the letters of the longer spelling, from none on. */
  slip: { m: number; u: readonly number[] };
  near: { similarity: number; m: number; u: number };
  far: { similarity: number; m: number; u: number };
}

/** In shorter names one other letter is another name. */
const LEAST_LETTERS = 4;

/**
 * Two spellings that are alike; undefined when they are not. How often that happens by accident
 * hangs on how long the names are and how common: a name that somebody really has is seldom a slip.
 */
export function nearLevel(
  given: string,
  onFile: string,
  { slip, near, far }: NearWeights,
  toTerm: (name: string) => string,
  frequencies: Frequencies,
): Level | undefined {
  const shareOf = (name: string) => frequencies.share(toTerm(name));
  if (Math.min(given.length, onFile.length) >= LEAST_LETTERS && isOneEditApart(given, onFile)) {
    return { level: "one letter off", bits: slipBits(slip, given, onFile, shareOf) };
  }
  const similarity = jaroWinkler(given, onFile);
  if (similarity < far.similarity) return undefined;
  const common = weights.nearShare * Math.max(shareOf(given), shareOf(onFile));
  return similarity >= near.similarity
    ? { level: "nearly the same", bits: bitsOf(near.m, near.u + common) }
    : { level: "similar", bits: bitsOf(far.m, far.u + common) };
}

/**
 * Two ways to see a slip, the stronger of which holds: how seldom two people's names lie one letter
 * apart; and, where nobody is called as the list has it, how much likelier it is that this name was
 * meant than that the list's own is one nobody else has.
 */
function slipBits(
  { m, u }: NearWeights["slip"],
  given: string,
  onFile: string,
  shareOf: (name: string) => number,
): number {
  const letters = Math.max(given.length, onFile.length);
  const neighbors = u[Math.min(letters, u.length - 1)] ?? 1;
  const apart = neighbors + shareOf(onFile) + weights.nearShare * shareOf(given);
  const oneSlip = m / slipsOf(onFile);
  const asWritten = shareOf(given) + oneSlip * shareOf(onFile);
  return Math.max(bitsOf(m, apart), bitsOf(oneSlip, asWritten));
}

/** In how many ways one letter of a name can be left out, swapped, mistaken or added. */
function slipsOf({ length }: string): number {
  return length + (length - 1) + 25 * length + 26 * (length + 1);
}
