import {
  type ContactKind,
  type ContactPoint,
  type ContactSource,
  type ContactValue,
  contactKinds,
} from "../../model/contact.ts";
import { isDead, outcomeRank, type SourcedOutcome, standingOutcome } from "./standing-outcome.ts";

/** What one source says of a person. */
export interface SourcedValues {
  source: Pick<ContactSource, "name" | "priority">;
  values: readonly ContactValue[];
}

/** A value with what its source is worth. */
interface Claim {
  point: ContactPoint;
  priority: number;
}

/**
 * A person's values, each once, ranked by the rules of docs/contacts.md: kinds in their order, of a
 * kind the best first, the dead ones last. The same for the same values, in whatever order they come.
 *
 * @param outcomes of any of the values, those of other people too
 */
export function rankContacts(
  npi: string,
  given: readonly SourcedValues[],
  outcomes: readonly SourcedOutcome[],
): ContactPoint[] {
  const claims = new Map<string, Claim>();
  for (const { source, values } of given) {
    for (const value of values) {
      const point = { ...value, source: source.name, sources: 1 };
      unite(claims, { point, priority: source.priority });
    }
  }
  for (const { point } of claims.values()) mark(npi, point, outcomes);
  return [...claims.values()].sort(compareClaims).map(({ point }) => point);
}

/** One value is one point, as its best source has it. */
function unite(claims: Map<string, Claim>, claim: Claim): void {
  const key = sameness(claim.point);
  const known = claims.get(key);
  if (known === undefined) {
    claims.set(key, claim);
    return;
  }
  const sources = known.point.sources + 1;
  const best = compareSources(claim, known) < 0 ? claim : known;
  claims.set(key, { ...best, point: { ...best.point, sources } });
}

/** By what two values are one: a number is one whether it is called a phone or a mobile. */
function sameness({ kind, value }: ContactPoint): string {
  if (kind === "email" || kind === "fax") return `${kind} ${value}`;
  if (kind === "phone" || kind === "mobile") return `number ${value}`;
  return `${kind} ${value
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()}`;
}

/** Which source is believed about one value: the more important, the surer, the later. */
function compareSources(a: Claim, b: Claim): number {
  return (
    b.priority - a.priority ||
    bySurenessAndDay(a.point, b.point) ||
    kindRank(b.point.kind) - kindRank(a.point.kind) ||
    compareText(a.point.source, b.point.source)
  );
}

/** Which of two values of a kind comes first; the first rule that tells them apart decides. */
function compareClaims(a: Claim, b: Claim): number {
  return (
    kindRank(a.point.kind) - kindRank(b.point.kind) ||
    outcomeRank(a.point.outcome?.outcome) - outcomeRank(b.point.outcome?.outcome) ||
    Number(a.point.type !== undefined) - Number(b.point.type !== undefined) ||
    b.priority - a.priority ||
    bySurenessAndDay(a.point, b.point) ||
    b.point.sources - a.point.sources ||
    compareText(a.point.value, b.point.value)
  );
}

/**
 * By grade of confidence, then the later, then the surer: few sources measure what they say of
 * themselves, so that 0.97 does not beat 0.95 of this month.
 */
function bySurenessAndDay(a: ContactPoint, b: ContactPoint): number {
  return (
    grade(b.confidence) - grade(a.confidence) ||
    compareText(b.as_of, a.as_of) ||
    b.confidence - a.confidence
  );
}

/** Sure, likely, unsure. */
function grade(confidence: number): number {
  return confidence >= 0.9 ? 2 : confidence >= 0.7 ? 1 : 0;
}

function mark(npi: string, point: ContactPoint, outcomes: readonly SourcedOutcome[]): void {
  if (outcomes.length === 0) return;
  const standing = standingOutcome(
    npi,
    outcomes.filter(({ value }) => value === point.value),
  );
  if (standing === undefined) return;
  const { outcome, date, source } = standing;
  point.outcome = { outcome, date, source };
  if (isDead(outcome)) point.withheld = "dead";
}

function kindRank(kind: ContactKind): number {
  return contactKinds.indexOf(kind);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
