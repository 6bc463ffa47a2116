import type { MatchRecord } from "../model/match-record.ts";
import { type ReasonCode, reasonCodes } from "../model/reason.ts";
import { describe, describeAgainst, describeFor } from "./describe.ts";
import type { Lead } from "./lead.ts";
import { matchedOn } from "./matched-on.ts";
import { isAnotherName, isNameless } from "./name-gate.ts";
import type { Posterior, Ranked, Unlisted } from "./posterior.ts";
import type { ScoredCandidate } from "./score.ts";
import { confirmingColumns, narrowingAdvice, separatingColumn } from "./separating-column.ts";

/** A search key whose profiles were too many to be read. */
export interface CappedKey {
  kind: string;
  /** How many profiles it names. */
  profiles: number;
}

/** What a search found. */
export interface Found {
  lead: Lead;
  posterior: Posterior;
  unlisted: Unlisted;
  /** Profiles that carry the lead's full name, compared or not; 0 when they were not counted. */
  namesakes: number;
  capped: readonly CappedKey[];
  /** How many profiles there are of lists that are not whole is a guess. */
  totalsGuessed: boolean;
}

/** Why no profile was settled on. */
interface Doubt {
  /** How many share the best evidence; 0 when the best stands alone. */
  tied: number;
  /** The best candidate's name speaks against it. */
  gated: boolean;
  /** Namesakes that were not compared may be the person. */
  crowded: boolean;
}

/** A reason's code and what it says. */
export interface Words {
  code: ReasonCode;
  words: string;
}

/**
 * Why a lead is `ambiguous`, and the column that would help.
 *
 * @param listed the candidates that are likely enough to be named, best first
 */
export function ambiguousReason(found: Found, listed: readonly Ranked[], doubt: Doubt): Words {
  const { lead } = found;
  const best = listed[0]?.candidate;
  if (best !== undefined && doubt.gated && isContradicted(best)) {
    const split = listed.length > 1 ? `; ${separation(found, listed)}` : "";
    const words = `an identifier agrees but the name does not: ${describe(best.evidence)}${split}`;
    return { code: "name_disagrees", words };
  }
  if (doubt.crowded || best === undefined) {
    const column = listed.length > 1 ? separation(found, listed) : narrowingAdvice(lead);
    return {
      code: "too_common",
      words: `${doubt.crowded ? crowdWords(found) : throngWords(found)}; ${column}`,
    };
  }
  if (doubt.tied > 0) {
    const words = `${doubt.tied} profiles fit equally well${alikeWords(listed, doubt.tied)}`;
    return { code: "equal_candidates", words: `${words}; ${separation(found, listed)}` };
  }
  if (listed.length > 1) {
    const words = `${listed.length} profiles fit, the best: ${forAndAgainst(best)}`;
    return { code: "several_candidates", words: `${words}; ${separation(found, listed)}` };
  }
  return { code: "not_sure", words: notSureWords(lead, best) };
}

/** An identifier agrees, and a name was given that does not. */
function isContradicted(best: ScoredCandidate): boolean {
  return !isNameless(best) && identifiers.has(matchedOn(best.evidence));
}

const identifiers: ReadonlySet<string> = new Set(["npi", "license", "phone"]);

function separation({ lead }: Found, listed: readonly Ranked[]): string {
  const rivals = listed.map(({ candidate, p }) => ({
    record: candidate.record,
    p,
    sameName:
      candidate.exactName && !candidate.evidence.some(({ field }) => field === "name_on_file"),
  }));
  return separatingColumn(lead, rivals).words;
}

function crowdWords({ namesakes, unlisted, totalsGuessed }: Found): string {
  const { profiles: all, sharing } = unlisted.alike ?? {
    profiles: namesakes,
    sharing: "this name",
  };
  const compared = all - unlisted.profiles;
  return `${totalsGuessed ? "about " : ""}${grouped(all)} profiles share ${sharing}, ${grouped(compared)} compared`;
}

/** So many were compared that none of them stands out. */
function throngWords({ posterior: { ranked } }: Found): string {
  const least = (ranked[0]?.p ?? 0) / 2;
  const alike = ranked.filter(({ p }) => p >= least).length;
  return `${grouped(alike)} profiles fit about equally well, too many to be listed`;
}

/** What all of the tied have in common, when they were described alike. */
function alikeWords(listed: readonly Ranked[], tied: number): string {
  const texts = new Set(listed.slice(0, tied).map(({ candidate }) => describe(candidate.evidence)));
  const [text = ""] = texts;
  return texts.size === 1 && text !== "" ? `: ${text}` : "";
}

function notSureWords(lead: Lead, candidate: ScoredCandidate): string {
  const words = forAndAgainst(candidate) || "nothing but what is common agrees";
  // Another suffix or sex stays one, whatever else agrees.
  const advice = isAnotherName(candidate) ? "add NPI to confirm" : confirmation(lead, candidate);
  return `one profile fits: ${words}; ${advice}`;
}

function confirmation(lead: Lead, { record }: ScoredCandidate): string {
  const columns = confirmingColumns(lead, record);
  const otherwise = lead.npi === "" ? "NPI" : "name";
  return `add ${columns.length === 0 ? otherwise : columns.join(" or ")} to confirm`;
}

/** `surname agrees, city agrees, but first name differs`; "" when neither is worth a word. */
function forAndAgainst({ evidence }: ScoredCandidate): string {
  const agrees = describeFor(evidence);
  const against = describeAgainst(evidence);
  if (against === "") return agrees === "" ? "" : `${agrees}, but that is not enough`;
  return agrees === "" ? against : `${agrees}, but ${against}`;
}

/**
 * Why a lead is `no_match`: the nearest profile, and what spoke against it.
 *
 * @param listed the candidates that are named; nobody is described who is not among them
 */
export function missReason(found: Found, listed: readonly Ranked[]): Words {
  const { lead } = found;
  const nearest = listed[0]?.candidate;
  const words = nearest === undefined ? "" : forAndAgainst(nearest);
  if (nearest === undefined || words === "") {
    const crowd = found.unlisted.profiles > 0 ? ` well; ${crowdWords(found)}` : "";
    return { code: "nobody", words: `${reasonCodes.nobody}${crowd}` };
  }
  const several =
    listed.length > 1 ? `${listed.length} profiles come near, none likelier than nobody; ` : "";
  const advice = describeAgainst(nearest.evidence) === "" ? `; ${confirmation(lead, nearest)}` : "";
  return { code: "nearest_miss", words: `${several}nearest: ${words}${advice}` };
}

/** Whose the NPI is, in kind: `the NPI belongs to somebody with another name in TX`. */
export function holderWords(
  { record, evidence }: ScoredCandidate,
  lead: Lead,
  replaced: boolean,
): string {
  const state = record.places.find((place) => place.state !== "")?.state;
  const where = state === undefined ? "" : ` in ${state}`;
  const told = evidence.filter(
    ({ field, bits }) => nameParts.has(field) || (field === "sex" && bits < 0),
  );
  const name = describe(told);
  const shared = evidence.some(({ field, bits }) => nameParts.has(field) && bits > 0);
  const parts = shared ? ` (${name})` : "";
  const gone =
    inactiveWords(record).length > 0 ? `, and ${inactiveWords(record).join(" and ")}` : "";
  const npi = replaced ? "the NPI was replaced by one that" : "the NPI";
  return `${npi} belongs to ${whose(record, lead)}${where}${parts}${gone}`;
}

const nameParts: ReadonlySet<string> = new Set([
  "name",
  "last_name",
  "first_name",
  "middle_name",
  "suffix",
]);

function whose({ entity }: MatchRecord, lead: Lead): string {
  const organization = lead.name.kind === "organization";
  if (entity === "o") return organization ? "another organization" : "an organization";
  return organization ? "a person" : "somebody with another name";
}

/**
 * Who the name of a `conflict` fits.
 *
 * @param others the candidates by name, without the NPI's holder, best first
 * @param confidence of the first of them, 0..1
 */
export function fitWords(found: Found, others: readonly Ranked[], confidence: number): string[] {
  if (found.lead.name.kind === "organization") return [];
  const sum = others.reduce((total, { p }) => total + p, 0);
  const sure = `(${confidence.toFixed(4)})`;
  if (others.length === 0) {
    const crowded = found.unlisted.profiles > 0 && found.posterior.unlisted >= 0.5;
    return [crowded ? `for the name, ${crowdWords(found)}` : "nobody else on file fits the name"];
  }
  if (sum < 0.5)
    return [`nobody else on file fits the name well, the first candidate best ${sure}`];
  if (others.length === 1) return [`the name fits the first candidate ${sure}`];
  return [`the name fits ${others.length} profiles, the first candidate best ${sure}`];
}

/** That an NPI is no longer in use. */
export function inactiveWords({ active, replacement }: MatchRecord): string[] {
  const words = active ? [] : ["this NPI was deactivated"];
  return replacement === 0 ? words : [...words, "this NPI was replaced by a newer one"];
}

/** Which of the candidates named have an NPI that is no longer in use. */
export function inactiveNote(named: readonly Ranked[]): string[] {
  return [
    noteOn("deactivated", named, ({ active }) => !active),
    noteOn("replaced by a newer one", named, ({ replacement }) => replacement !== 0),
  ].filter((note) => note !== "");
}

function noteOn(
  what: string,
  named: readonly Ranked[],
  is: (record: MatchRecord) => boolean,
): string {
  const places = named.flatMap(({ candidate }, i) => (is(candidate.record) ? [i + 1] : []));
  if (places.length === 0) return "";
  return places.length === 1
    ? `the NPI of candidate ${places[0]} was ${what}`
    : `the NPIs of candidates ${places.join(", ")} were ${what}`;
}

const MOST_KEYS_NAMED = 3;

/**
 * Which searches were cut short, the longest first: `not all profiles were read under last+city
 * (6,210), last+first (2,100) and 4 more keys`.
 */
export function cappedNote({
  capped,
  totalsGuessed,
}: Pick<Found, "capped" | "totalsGuessed">): string[] {
  if (capped.length === 0) return [];
  const longest = new Map<string, number>();
  for (const { kind, profiles } of capped) {
    longest.set(kind, Math.max(profiles, longest.get(kind) ?? 0));
  }
  const keys = [...longest]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([kind, profiles]) => `${kind} (${totalsGuessed ? "about " : ""}${grouped(profiles)})`);
  const others = keys.length - MOST_KEYS_NAMED;
  const named = keys.slice(0, MOST_KEYS_NAMED).join(", ");
  const rest = others <= 0 ? "" : ` and ${others} more key${others === 1 ? "" : "s"}`;
  return [`not all profiles were read under ${named}${rest}`];
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
