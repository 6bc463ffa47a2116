import type { NameVariant } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import { nicknameClasses } from "../normalize/names/nickname.ts";
import type { Frequencies } from "./frequencies.ts";
import { type Level, nearLevel } from "./near-level.ts";
import { bitsOf, weights } from "./weights.ts";

/** The first name of one reading against one name on file; undefined when either is missing. */
export function compareFirstName(
  reading: NameHypothesis,
  variant: NameVariant,
  frequencies: Frequencies,
): Level | undefined {
  const { first } = reading;
  if (first === "" || variant.first === "") return undefined;
  if (first.length === 1) return compareInitial(reading, variant, frequencies);
  if (first === variant.first) {
    return {
      level: "exact",
      bits: bitsOf(weights.first.exact, frequencies.share(term.first(first))),
    };
  }
  if (variant.first.length === 1) {
    if (variant.first !== first.charAt(0)) return differs();
    const u = frequencies.share(term.initial(variant.first));
    return { level: "initial on file", bits: bitsOf(weights.first.initialOnFile, u) };
  }
  return (
    compareJoined(reading, variant, frequencies) ??
    compareNickname(reading, variant, frequencies) ??
    nearLevel(first, variant.first, weights.first, term.first, frequencies) ??
    compareWithMiddle(first, variant.middle, frequencies) ??
    differs()
  );
}

function differs(): Level {
  const { m, u } = weights.first.differs;
  return { level: "differs", bits: bitsOf(m, u) };
}

function compareInitial(
  reading: NameHypothesis,
  variant: NameVariant,
  frequencies: Frequencies,
): Level {
  if (variant.first.startsWith(reading.first)) {
    return { level: "initial", bits: initialBits(reading.first, frequencies) };
  }
  return compareWithMiddle(reading.middle, variant.first, frequencies) ?? differs();
}

/** `Mary Ann` against `Maryann`: one given name written as two. */
function compareJoined(
  reading: NameHypothesis,
  variant: NameVariant,
  frequencies: Frequencies,
): Level | undefined {
  const joined =
    reading.first === variant.first + variant.middle ||
    reading.first + reading.middle === variant.first;
  if (!joined) return undefined;
  const u = frequencies.share(term.first(variant.first));
  return { level: "joined", bits: bitsOf(weights.first.exact, u) };
}

function compareNickname(
  reading: NameHypothesis,
  variant: NameVariant,
  frequencies: Frequencies,
): Level | undefined {
  const families = nicknameClasses(variant.first);
  if (families.length === 0) return undefined;
  const given = [reading.first, reading.nick].filter((name) => name.length > 1);
  for (const name of given) {
    const family = nicknameClasses(name).find((candidate) => families.includes(candidate));
    if (family === undefined) continue;
    return { level: "nickname", bits: nicknameBits(name, family, frequencies) };
  }
  return undefined;
}

/** What another name of the same family says: anybody with the rest of the family's names has it. */
export function nicknameBits(name: string, family: string, frequencies: Frequencies): number {
  const { m, leastU } = weights.first.nickname;
  const rest = frequencies.share(term.nicknameClass(family)) - frequencies.share(term.first(name));
  return bitsOf(m, Math.max(leastU, rest));
}

/** What an initial says where the lead has no more. */
export function initialBits(initial: string, frequencies: Frequencies): number {
  return bitsOf(weights.first.initialOnly, frequencies.share(term.initial(initial)));
}

function compareWithMiddle(
  name: string,
  middle: string,
  frequencies: Frequencies,
): Level | undefined {
  if (name.length < 2 || name !== middle) return undefined;
  const { m, share } = weights.first.middle;
  return { level: "middle name", bits: bitsOf(m, share * frequencies.share(term.first(name))) };
}
