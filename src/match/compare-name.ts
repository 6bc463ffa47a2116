import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord, NameVariant } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import { compareFirstName } from "./compare-first-name.ts";
import { compareLastName } from "./compare-last-name.ts";
import type { Frequencies } from "./frequencies.ts";
import { jaroWinkler } from "./jaro-winkler.ts";
import type { Level } from "./near-level.ts";
import { bitsOf, weights } from "./weights.ts";

/** How a name on the lead compares with a profile: the best reading against the best variant. */
export interface NameComparison {
  /** Sum of the evidence plus log2 of the reading's weight. */
  bits: number;
  evidence: FieldEvidence[];
  /** First and last name agree letter by letter with one name on file. */
  exact: boolean;
  /** The reading that fits best. */
  reading: NameHypothesis;
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

function comparePair(
  reading: NameHypothesis,
  variant: NameVariant,
  record: MatchRecord,
  frequencies: Frequencies,
): NameComparison {
  const evidence: FieldEvidence[] = [];
  const last = compareLastName(reading, variant, record, frequencies);
  const first = compareFirstName(reading, variant, frequencies);
  const exact = last?.level === "exact" && first?.level === "exact";
  if (exact) {
    const m = weights.last.exact * weights.first.exact;
    const bits = bitsOf(m, frequencies.joint(reading.last, reading.first));
    evidence.push({ field: "name", level: "exact", bits });
  } else {
    if (last !== undefined) {
      const bits = last.bits - companyBits(reading, { last, first }, frequencies);
      evidence.push({ field: "last_name", level: last.level, bits });
    }
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
  const isMiddleSpent =
    first?.level === "middle name" ||
    first?.level === "joined" ||
    last?.level.startsWith("middle name") === true;
  const middle = isMiddleSpent ? undefined : compareMiddle(reading, variant, frequencies);
  if (middle !== undefined) evidence.push({ field: "middle_name", ...middle });
  const suffix = compareSuffix(reading, record);
  if (suffix !== undefined) evidence.push({ field: "suffix", ...suffix });
  if (reading.weight < 1) {
    evidence.push({ field: "reading", level: reading.order, bits: Math.log2(reading.weight) });
  }
  let bits = 0;
  for (const { bits: add } of evidence) bits += add;
  return { bits, evidence, exact, reading };
}

/** A community is seldom so small that its surnames are worth nothing. */
const MOST_COMPANY_BITS = 2;

/** What a surname that agrees in part says less, because the same first name promises it. */
function companyBits(
  reading: NameHypothesis,
  { last, first }: { last: Level; first: Level | undefined },
  frequencies: Frequencies,
): number {
  if (first?.level !== "exact" || last.bits <= 0) return 0;
  return Math.min(last.bits, MOST_COMPANY_BITS, Math.log2(frequencies.company(reading.first)));
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
    return { level: "exact", bits: bitsOf(m, share * frequencies.share(term.middle(middle))) };
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
