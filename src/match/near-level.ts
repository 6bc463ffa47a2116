import type { Frequencies } from "./frequencies.ts";
import { isOneEditApart, jaroWinkler } from "./jaro-winkler.ts";
import { bitsOf, weights } from "./weights.ts";

/** The comparison level that fired for one part of a name, and what it is worth. */
export interface Level {
  level: string;
  bits: number;
}

interface NearWeights {
  near: { similarity: number; m: number; u: number };
  far: { similarity: number; m: number; u: number };
}

/** In shorter names one other letter is another name. */
const LEAST_LETTERS = 5;

/**
 * Two spellings that are alike; undefined when they are not. The commoner of the two decides how
 * often that happens by accident.
 */
export function nearLevel(
  a: string,
  b: string,
  { near, far }: NearWeights,
  toTerm: (name: string) => string,
  frequencies: Frequencies,
): Level | undefined {
  const similarity = jaroWinkler(a, b);
  const isTypingError = Math.min(a.length, b.length) >= LEAST_LETTERS && isOneEditApart(a, b);
  if (similarity < far.similarity && !isTypingError) return undefined;
  const common = Math.max(frequencies.share(toTerm(a)), frequencies.share(toTerm(b)));
  const chosen = isTypingError || similarity >= near.similarity ? near : far;
  return {
    level: chosen === near ? "nearly the same" : "similar",
    bits: bitsOf(chosen.m, chosen.u + weights.nearShare * common),
  };
}
