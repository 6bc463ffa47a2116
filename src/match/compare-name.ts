import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord, NameVariant } from "../model/match-record.ts";
import type { NameHypothesis } from "../normalize/name.ts";
import { nicknameClasses } from "../normalize/nickname.ts";
import { term } from "../normalize/terms.ts";
import type { Frequencies } from "./frequencies.ts";
import { jaroWinkler } from "./jaro-winkler.ts";
import { bitsOf, weights } from "./weights.ts";

/** How a name on the lead compares with a profile: the best reading against the best variant. */
export interface NameComparison {
  /** Sum of the evidence plus log2 of the reading's weight. */
  bits: number;
  evidence: FieldEvidence[];
  /** First and last name agree letter by letter with one name on file. */
  exact: boolean;
}

export function compareName(
  readings: readonly NameHypothesis[],
  record: MatchRecord,
  frequencies: Frequencies,
): NameComparison | undefined {
  let best: NameComparison | undefined;
  for (const reading of readings) {
    for (const variant of record.names) {
      const comparison = comparePair(reading, variant, record, frequencies);
      if (best === undefined || comparison.bits > best.bits) best = comparison;
    }
  }
  return best;
}

interface Level {
  level: string;
  bits: number;
}

function comparePair(
  reading: NameHypothesis,
  variant: NameVariant,
  record: MatchRecord,
  frequencies: Frequencies,
): NameComparison {
  const evidence: FieldEvidence[] = [];
  const last = compareLast(reading, variant, record, frequencies);
  const first = compareFirst(reading, variant, frequencies);
  const exact = last?.level === "exact" && first?.level === "exact";
  if (exact) {
    const m = weights.last.exact * weights.first.exact;
    const bits = bitsOf(m, frequencies.joint(reading.last, reading.first));
    evidence.push({ field: "name", level: "exact", bits });
  } else {
    if (last !== undefined) evidence.push({ field: "last_name", ...last });
    if (first !== undefined) evidence.push({ field: "first_name", ...first });
  }
  if (variant.kind !== "legal") {
    const { m, share } = weights.last.alias;
    evidence.push({
      field: "name_on_file",
      level: `${variant.kind} name`,
      bits: bitsOf(m / weights.last.exact, share),
    });
  }
  const middle =
    first?.level === "middle name" ? undefined : compareMiddle(reading, variant, frequencies);
  if (middle !== undefined) evidence.push({ field: "middle_name", ...middle });
  const suffix = compareSuffix(reading, record);
  if (suffix !== undefined) evidence.push({ field: "suffix", ...suffix });
  if (reading.weight < 1) {
    evidence.push({ field: "reading", level: reading.order, bits: Math.log2(reading.weight) });
  }
  let bits = 0;
  for (const { bits: add } of evidence) bits += add;
  return { bits, evidence, exact };
}

function compareLast(
  reading: NameHypothesis,
  variant: NameVariant,
  record: MatchRecord,
  frequencies: Frequencies,
): Level | undefined {
  if (reading.last === "" || variant.last === "") return undefined;
  if (reading.last === variant.last) {
    return {
      level: "exact",
      bits: bitsOf(weights.last.exact, frequencies.share(term.last(reading.last))),
    };
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
  const hasOtherName = record.names.length > 1;
  const { m, u } =
    record.sex === "F" && !hasOtherName ? weights.last.differsChanged : weights.last.differs;
  return { level: "differs", bits: bitsOf(m, u) };
}

function sharedPart(reading: NameHypothesis, variant: NameVariant): string | undefined {
  if (variant.lastParts.includes(reading.last)) return reading.last;
  if (reading.lastParts.includes(variant.last)) return variant.last;
  return reading.lastParts.find((part) => variant.lastParts.includes(part));
}

interface NearWeights {
  near: { similarity: number; m: number; u: number };
  far: { similarity: number; m: number; u: number };
}

function nearLevel(
  a: string,
  b: string,
  { near, far }: NearWeights,
  toTerm: (name: string) => string,
  frequencies: Frequencies,
): Level | undefined {
  const similarity = jaroWinkler(a, b);
  if (similarity < far.similarity) return undefined;
  const common = Math.max(frequencies.share(toTerm(a)), frequencies.share(toTerm(b)));
  const chosen = similarity >= near.similarity ? near : far;
  return {
    level: chosen === near ? "nearly the same" : "similar",
    bits: bitsOf(chosen.m, chosen.u + weights.nearShare * common),
  };
}

function compareFirst(
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
    const u = frequencies.share(term.initial(reading.first));
    return { level: "initial", bits: bitsOf(weights.first.initialOnly, u) };
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
    const rest =
      frequencies.share(term.nicknameClass(family)) - frequencies.share(term.first(name));
    const u = Math.max(weights.first.nickname.leastU, rest);
    return { level: "nickname", bits: bitsOf(weights.first.nickname.m, u) };
  }
  return undefined;
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

function compareMiddle(
  reading: NameHypothesis,
  variant: NameVariant,
  frequencies: Frequencies,
): Level | undefined {
  const { middle } = reading;
  if (middle === "" || variant.middle === "") return undefined;
  if (middle === variant.middle && middle.length > 1) {
    const { m, share } = weights.middle.same;
    return { level: "exact", bits: bitsOf(m, share * frequencies.share(term.first(middle))) };
  }
  const letter = middle.charAt(0);
  const bothFull = middle.length > 1 && variant.middle.length > 1;
  const agrees = letter === variant.middle.charAt(0);
  if (
    agrees &&
    (!bothFull || jaroWinkler(middle, variant.middle) >= weights.first.far.similarity)
  ) {
    const u = frequencies.share(term.middleInitial(letter));
    return { level: "initial", bits: bitsOf(weights.middle.initial, u) };
  }
  const { m, u } = weights.middle.differs;
  return { level: "differs", bits: bitsOf(m, u) };
}

function compareSuffix(reading: NameHypothesis, record: MatchRecord): Level | undefined {
  const onFile = record.names.map((name) => name.suffix).filter((suffix) => suffix !== "");
  if (reading.suffix === "" || onFile.length === 0) return undefined;
  const same = onFile.includes(reading.suffix);
  const { m, u } = same ? weights.suffix.same : weights.suffix.differs;
  return { level: same ? "exact" : "differs", bits: bitsOf(m, u) };
}
