import type { MatchRecord, NameVariant } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import type { Frequencies } from "./frequencies.ts";
import { type Level, nearLevel } from "./near-level.ts";
import { bitsOf, weights } from "./weights.ts";

/** The surname of one reading against one name on file; undefined when either is missing. */
export function compareLastName(
  reading: NameHypothesis,
  variant: NameVariant,
  record: MatchRecord,
  frequencies: Frequencies,
): Level | undefined {
  if (reading.last === "" || variant.last === "") return undefined;
  if (reading.last === variant.last) {
    return { level: "exact", bits: sameLastBits(reading.last, frequencies) };
  }
  const part = sharedPart(reading, variant);
  if (part !== undefined) {
    const { m, share } = weights.last.part;
    return {
      level: "part of a double name",
      bits: bitsOf(m, share * frequencies.share(term.last(part))),
    };
  }
  const near = nearLevel(reading.last, variant.last, weights.last, term.last, frequencies);
  if (near !== undefined) return near;
  const crossed = crossedMiddle(reading, variant, record.sex, frequencies);
  if (crossed !== undefined) return crossed;
  const hasOtherName = record.names.length > 1;
  const { m, u } =
    record.sex === "F" && !hasOtherName ? weights.last.differsChanged : weights.last.differs;
  return { level: "differs", bits: bitsOf(m, u) };
}

/** What one and the same surname says. */
export function sameLastBits(last: string, frequencies: Frequencies): number {
  return bitsOf(weights.last.exact, frequencies.share(term.last(last)));
}

function sharedPart(reading: NameHypothesis, variant: NameVariant): string | undefined {
  if (variant.lastParts.includes(reading.last)) return reading.last;
  if (reading.lastParts.includes(variant.last)) return variant.last;
  return reading.lastParts.find((part) => variant.lastParts.includes(part));
}

/** `Jane Miller` and `Jane Miller Doe`: the surname of one side is the other's middle name. */
function crossedMiddle(
  reading: NameHypothesis,
  variant: NameVariant,
  sex: string,
  frequencies: Frequencies,
): Level | undefined {
  const m = sex === "F" ? weights.last.middle.womanM : weights.last.middle.m;
  const isOnFile = reading.last.length > 2 && reading.last === variant.middle;
  if (isOnFile) {
    const u = frequencies.share(term.middle(reading.last));
    return { level: "middle name on file", bits: bitsOf(m, u) };
  }
  if (reading.middle.length < 3 || reading.middle !== variant.last) return undefined;
  const u = frequencies.share(term.last(variant.last));
  return { level: "middle name given", bits: bitsOf(m, u) };
}
