import type { NameOrder } from "../model/contract.ts";
import type { NameHypothesis } from "./name-hypothesis.ts";
import { readInOrder } from "./name-order.ts";
import { givenReadings, type NameReading, surnameOf } from "./name-readings.ts";
import {
  type BareName,
  bareNames,
  isCredentialToken,
  isDoubtful,
  isTailOnly,
  tailOf,
} from "./name-tail.ts";
import type { NameToken } from "./name-tokens.ts";

type Tokens = readonly NameToken[];

/** What was found beside the name's words and holds for every reading. */
export interface NameExtras {
  suffix: string;
  nick: string;
  alias: string;
  credentials: readonly string[];
}

/** How a name written in one piece may be read; `segments` are its parts between commas. */
export function readFullName(
  segments: readonly Tokens[],
  order: NameOrder,
  extras: NameExtras,
): NameHypothesis[] {
  const { head, given, tail } = partSegments(segments);
  if (head.length === 0) return [];
  const known = mergeTail(extras, tailOf(tail));
  return given.length > 0
    ? readAroundComma(head, given, known)
    : readWithoutComma(head, order, known);
}

/** Sorts segments into the surname or whole name, the given names, and the rest. */
function partSegments(segments: readonly Tokens[]): {
  head: Tokens;
  given: Tokens;
  tail: NameToken[];
} {
  const tail: NameToken[] = [];
  let rest = segments;
  while (rest.length > 1 && isOnlyCredentials(rest[0] ?? [])) {
    tail.push(...(rest[0] ?? []));
    rest = rest.slice(1);
  }
  const [head = [], ...later] = rest;
  const headCount = later.length > 0 ? (bareNames(head, 2)[0]?.tokens.length ?? 0) : 0;
  const given: NameToken[] = [];
  let doubtful: Tokens | undefined;
  for (const segment of later) {
    if (!isTailOnly(segment) && !(headCount > 1 && isUnknownCredential(segment))) {
      given.push(...segment);
    } else if (headCount === 1 && doubtful === undefined && maybeGiven(segment)) {
      doubtful = segment;
    } else tail.push(...segment);
  }
  if (doubtful !== undefined) (given.length === 0 ? given : tail).push(...doubtful);
  return { head, given, tail };
}

function isOnlyCredentials(tokens: Tokens): boolean {
  return tokens.every((token) => isCredentialToken(token) && !isDoubtful(token));
}

/** `Tran, Do`: a lone word that is a credential in other places. */
function maybeGiven(segment: Tokens): boolean {
  const only = segment[0];
  return segment.length === 1 && only !== undefined && isDoubtful(only) && only.style !== "caps";
}

/** After a whole name, a word nobody can be called is a credential we do not know. */
function isUnknownCredential(segment: Tokens): boolean {
  return segment.every(
    (token) => token.initials || (token.letters.length > 2 && !/[AEIOUY]/.test(token.letters)),
  );
}

function readAroundComma(head: Tokens, given: Tokens, extras: NameExtras): NameHypothesis[] {
  const found: NameHypothesis[] = [];
  for (const last of bareNames(head, 1)) {
    for (const first of bareNames(given, 1)) {
      const known = mergeBare(mergeBare(extras, last), first);
      const weight = last.weight * first.weight;
      const names = { last: last.tokens, given: first.tokens, order: "last_first" as const };
      addReadings(found, { ...names, weight }, known);
      if (first.tokens.length === 1 && last.tokens.length === 1) {
        const swapped = { last: first.tokens, given: last.tokens, order: "first_last" as const };
        addReadings(found, { ...swapped, weight: weight * 0.005 }, known);
      }
    }
  }
  return found;
}

function readWithoutComma(head: Tokens, order: NameOrder, extras: NameExtras): NameHypothesis[] {
  const found: NameHypothesis[] = [];
  for (const bare of bareNames(head, 2)) {
    const known = mergeBare(extras, bare);
    for (const { readings, suffix } of readInOrder(bare.tokens, order)) {
      const withSuffix = suffix === "" ? known : { ...known, suffix };
      for (const reading of readings) {
        addReadings(found, { ...reading, weight: reading.weight * bare.weight }, withSuffix);
      }
    }
  }
  return found;
}

/** Adds a reading with each way to part its given names; unlikely readings only with the first. */
export function addReadings(
  found: NameHypothesis[],
  reading: NameReading,
  extras: NameExtras,
): void {
  const { last, lastParts } = surnameOf(reading.last);
  const { suffix, nick, alias } = extras;
  for (const { first, middle, weight } of givenReadings(reading.given)) {
    if (weight < 1 && reading.weight < 0.05) break;
    found.push({
      first,
      middle,
      last,
      lastParts: [...lastParts],
      suffix,
      nick,
      alias,
      weight: reading.weight * weight,
      order: reading.order,
      credentials: [...extras.credentials],
    });
  }
}

export function mergeBare(extras: NameExtras, bare: BareName): NameExtras {
  return bare.suffix === "" && bare.credentials.length === 0 ? extras : mergeTail(extras, bare);
}

export function mergeTail(
  extras: NameExtras,
  tail: { suffix: string; credentials: readonly string[] },
): NameExtras {
  return {
    ...extras,
    suffix: extras.suffix || tail.suffix,
    credentials: [...new Set([...extras.credentials, ...tail.credentials])],
  };
}
