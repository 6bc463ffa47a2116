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
    const letters = Math.max(given.length, onFile.length);
    const neighbors = slip.u[Math.min(letters, slip.u.length - 1)] ?? 1;
    const u = neighbors + shareOf(onFile) + weights.nearShare * shareOf(given);
    return { level: "one letter off", bits: bitsOf(slip.m, u) };
  }
  const similarity = jaroWinkler(given, onFile);
  if (similarity < far.similarity) return undefined;
  const common = weights.nearShare * Math.max(shareOf(given), shareOf(onFile));
  return similarity >= near.similarity
    ? { level: "nearly the same", bits: bitsOf(near.m, near.u + common) }
    : { level: "similar", bits: bitsOf(far.m, far.u + common) };
}
