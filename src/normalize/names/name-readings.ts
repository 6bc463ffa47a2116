import { celticChance, devotionEnd, isDevotion, joinsSurnames, joinTokens } from "./name-joins.ts";
import type { NameToken } from "./name-tokens.ts";
import {
  arabicOpeners,
  isSpanishSurname,
  spanishSurnames,
  surnameOpeners,
  vietnameseSurnames,
  weakParticles,
} from "./name-words.ts";
import { isSurnameParticle, surnameParts } from "./surname-parts.ts";

/** Which words are given names and which the surname. */
export interface NameReading {
  given: readonly NameToken[];
  last: readonly NameToken[];
  weight: number;
  order: "first_last" | "last_first";
}

const twoSurnames = 0.2;
/** Weak at the beginning of a name, but hardly ever a middle name. */
const innerParticles: ReadonlySet<string> = new Set(["AL", "DI", "AP"]);

/** Readings of words without a comma as given names before surname. */
export function firstLastReadings(tokens: readonly NameToken[]): NameReading[] {
  const count = tokens.length;
  const split = (at: number, weight: number): NameReading => ({
    given: tokens.slice(0, at),
    last: tokens.slice(at),
    weight,
    order: "first_last",
  });
  if (count < 3) return [split(count - 1, 1)];
  const head = count - 1;
  const devotion = devotionEnd(tokens);
  if (devotion > 0 && devotion < count) return devotionReadings(tokens, devotion);
  const particle = particleStart(tokens);
  if (particle !== undefined) {
    const weak = particle.weak ? 0.3 : 1;
    const readings = [split(particle.at, weak), split(head, particle.weak ? 1 : 0.05)];
    // GABRIELA MARTINEZ DE LA FUENTE may carry both surnames.
    const twoWords = particle.at > 1 && letters(tokens[particle.at - 1]).length > 1;
    const both = isSpanishSurname(letters(tokens[particle.at - 1])) ? 0.6 : twoSurnames;
    return twoWords ? [...readings, split(particle.at - 1, both * weak)] : readings;
  }
  const before = letters(tokens[head - 1]);
  if (before.length === 1) return initialReadings(tokens, split);
  const [one, two] = finalSurnames(before, letters(tokens[head]), count);
  return [split(head, one), split(head - 1, two)];
}

/** An initial before the last word may belong to the surname: O BRIEN, GARCIA Y VEGA. */
function initialReadings(
  tokens: readonly NameToken[],
  split: (at: number, weight: number) => NameReading,
): NameReading[] {
  const head = tokens.length - 1;
  if (head > 2 && joinsSurnames(tokens, head - 1)) return [split(head - 2, 1), split(head, 0.1)];
  const joined = tokens[head - 1]?.dotted === true ? 0 : initialChance(tokens, head - 1);
  if (joined === 0) return [split(head, 1)];
  return [split(head, joined === 1 ? 0.5 : 1), split(head - 1, joined)];
}

function initialChance(tokens: readonly NameToken[], at: number): number {
  return celticChance(letters(tokens[at]), letters(tokens[at + 1]));
}

/** MARIA DEL CARMEN ORTIZ: the particles belong to a given name, less likely to the surname. */
function devotionReadings(tokens: readonly NameToken[], end: number): NameReading[] {
  const second = joinTokens(tokens.slice(1, end));
  const joined = firstLastReadings([...tokens.slice(0, 1), second, ...tokens.slice(end)]);
  const asSurname: NameReading = {
    given: tokens.slice(0, 1),
    last: tokens.slice(1),
    weight: tokens.length === end + 1 ? 0.5 : 0.05,
    order: "first_last",
  };
  return [...joined, asSurname];
}

/** Readings of words without a comma as surname before given names. */
export function lastFirstReadings(tokens: readonly NameToken[]): NameReading[] {
  const count = tokens.length;
  const split = (at: number, weight: number): NameReading => ({
    given: tokens.slice(at),
    last: tokens.slice(0, at),
    weight,
    order: "last_first",
  });
  if (count < 3) return [split(1, 1)];
  let run = 0;
  while (run < count - 2 && isSurnameParticle(letters(tokens[run]))) run++;
  if (run > 0) {
    const weak = run === 1 && weakParticles.has(letters(tokens[0]));
    const readings = [split(run + 1, weak ? 0.2 : 1), split(1, weak ? 1 : 0.1)];
    // DE LA CRUZ REYES JUAN
    const both = run + 2 < count && isSpanishSurname(letters(tokens[run + 1]));
    return both ? [split(run + 2, 1.5), ...readings] : readings;
  }
  const end = innerParticlesEnd(tokens);
  if (end > 0) return [split(end, 1), split(1, 0.1)];
  const celtic = tokens[0]?.dotted === true ? 0 : initialChance(tokens, 0);
  if (celtic > 0) return [split(2, 1)];
  const second = letters(tokens[1]);
  if (count > 3 && joinsSurnames(tokens, 1)) return [split(3, 1), split(1, 0.1)];
  if (second.length === 1) return [split(1, 1)];
  const [one, two] = leadingSurnames(letters(tokens[0]), second);
  return [split(1, one), split(2, two)];
}

/** Whether the words begin as only a surname does: `DE LA …`, `ST …`. */
export function opensWithSurname(tokens: readonly NameToken[]): boolean {
  const [first, second, third] = tokens;
  if (letters(first) === "DELAO") return true;
  if (tokens.length < 3 || !isSurnameParticle(letters(first))) return false;
  // "Von A Miller" has a first name before his initial.
  const head = isSurnameParticle(letters(second)) ? third : second;
  if (letters(head).length === 1) return false;
  return surnameOpeners.has(letters(tokens[0])) || isSurnameParticle(letters(tokens[1]));
}

/** PONCE DE LEON JUAN: the word behind a surname with particles inside, or 0. */
function innerParticlesEnd(tokens: readonly NameToken[]): number {
  const opens = isStrongParticle(letters(tokens[1]));
  if (!opens || vietnameseSurnames.has(letters(tokens[0]))) return 0;
  let head = 2;
  while (isSurnameParticle(letters(tokens[head]))) head++;
  return head < tokens.length - 1 ? head + 1 : 0;
}

/** Whether particles stand before the last word: `IAN MC DONALD`, `ANA FERNANDEZ DE CORDOBA`. */
export function closesWithSurname(tokens: readonly NameToken[]): boolean {
  const final = letters(tokens.at(-1));
  const particle = letters(tokens.at(-2));
  if (tokens.length < 3 || final.length < 2 || !isStrongParticle(particle)) return false;
  if (isDevotion(final)) return false;
  const vietnamese = vietnameseSurnames.has(final) || vietnameseSurnames.has(letters(tokens[0]));
  return particle !== "VAN" || !vietnamese;
}

function isStrongParticle(word: string): boolean {
  return isSurnameParticle(word) && !weakParticles.has(word);
}

type SurnameWeights = readonly [one: number, two: number];

/**
 * Weights of one surname and of two for the last two of `count` words. Measured on 21,000 real
 * people: two Spanish surnames are hardly ever a middle name and a surname.
 */
function finalSurnames(a: string, b: string, count: number): SurnameWeights {
  const long = count > 3;
  if (arabicOpeners.has(a)) return [0.6, 1];
  if (spanishSurnames.has(a)) {
    if (isSpanishSurname(b)) return [0.1, 1];
    return long ? [0.3, 1] : [0.5, 1];
  }
  if (isSpanishSurname(b)) return long ? [0.3, 1] : [1, 0.22];
  return long ? [1, 0.6] : [1, twoSurnames];
}

/** The same for the first two words of a name that begins with its surname. */
function leadingSurnames(a: string, b: string): SurnameWeights {
  if (!isSpanishSurname(b)) return [1, twoSurnames];
  return spanishSurnames.has(a) ? [0.1, 1] : [1, 0.4];
}

/** Where a surname with particles begins: never the first word, never the last. */
function particleStart(tokens: readonly NameToken[]): { at: number; weak: boolean } | undefined {
  for (let at = 1; at < tokens.length - 1; at++) {
    const word = letters(tokens[at]);
    const next = letters(tokens[at + 1]);
    if (!isSurnameParticle(word)) continue;
    if (word === "VAN" && vietnameseSurnames.has(next)) continue;
    const heads = tokens.length - at;
    // A particle far from the end belongs to a given name: MARIA DEL CARMEN LOPEZ RUIZ.
    if (heads > 4 && !isSurnameParticle(next)) continue;
    return {
      at,
      weak: weakParticles.has(word) && !innerParticles.has(word) && !isSurnameParticle(next),
    };
  }
  return undefined;
}

export function surnameOf(tokens: readonly NameToken[]): { last: string; lastParts: string[] } {
  const only = tokens[0];
  if (tokens.length === 1 && only?.parts.length === 1) return { last: only.letters, lastParts: [] };
  const words = tokens.flatMap((token) => token.parts);
  return { last: words.join(""), lastParts: surnameParts(words) };
}

function letters(token: NameToken | undefined): string {
  return token?.letters ?? "";
}
