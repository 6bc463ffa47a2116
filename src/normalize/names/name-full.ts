import type { NameOrder } from "../../model/contract.ts";
import { givenReadings } from "./name-given.ts";
import type { NameHypothesis } from "./name-hypothesis.ts";
import { readInOrder } from "./name-order.ts";
import { type NameReading, surnameOf } from "./name-readings.ts";
import { partSegments } from "./name-segments.ts";
import { type BareName, bareNames, bareSurnames, tailOf } from "./name-tail.ts";
import type { NameToken } from "./name-tokens.ts";

type Tokens = readonly NameToken[];

/** Whoever has a credential of these may own a practice, and is no physician assistant. */
const ownPracticeGroups: ReadonlySet<string> = new Set(["MD", "DO", "DENTAL", "DPM", "OD", "DC"]);

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
  const { head, given, tail, around, alone } = partSegments(segments);
  const found: NameHypothesis[] = [];
  if (head.length === 0) return found;
  const known = mergeTail(extras, tailOf(tail));
  if (around > 0) readAroundComma(found, head, given, around, known);
  if (alone > 0) readWithoutComma(found, head, order, alone, known);
  return found;
}

function readAroundComma(
  found: NameHypothesis[],
  head: Tokens,
  given: Tokens,
  around: number,
  extras: NameExtras,
): void {
  for (const last of bareSurnames(head)) {
    for (const first of bareNames(given, 1)) {
      const known = mergeBare(mergeBare(extras, last), first);
      const weight = around * last.weight * first.weight;
      const names = {
        last: last.tokens,
        given: first.tokens,
        order: "last_first" as const,
      };
      addReadings(found, { ...names, weight }, known);
      const [surname, ...middle] = first.tokens;
      if (surname === undefined || surname.letters.length < 2 || last.tokens.length > 1) continue;
      // Filled in the wrong way round: `TRACY, FUCHS S`.
      const swapped = { last: [surname], given: [...last.tokens, ...middle] };
      addReadings(found, { ...swapped, weight: weight * 0.005, order: "first_last" }, known);
    }
  }
}

function readWithoutComma(
  found: NameHypothesis[],
  head: Tokens,
  order: NameOrder,
  alone: number,
  extras: NameExtras,
): void {
  for (const bare of bareNames(head, 2)) {
    const known = mergeBare(extras, bare);
    for (const { readings, suffix } of readInOrder(bare.tokens, order)) {
      const withSuffix = suffix === "" ? known : { ...known, suffix };
      for (const reading of readings) {
        const weight = alone * reading.weight * bare.weight;
        addReadings(found, { ...reading, weight }, withSuffix);
      }
    }
  }
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
  const credentials = [...new Set([...extras.credentials, ...tail.credentials])];
  return {
    ...extras,
    suffix: extras.suffix || tail.suffix,
    // The PA of `John Smith MD PA` is a professional association.
    credentials: credentials.some((group) => ownPracticeGroups.has(group))
      ? credentials.filter((group) => group !== "PA")
      : credentials,
  };
}
