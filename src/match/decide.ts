import type { Calibration } from "../model/calibration.ts";
import type { MatchCandidate } from "../model/contract.ts";
import type { ReasonCode } from "../model/reason.ts";
import type { Status } from "../model/status.ts";
import { calibrate } from "./calibrate.ts";
import { describe } from "./describe.ts";
import { matchedOn } from "./matched-on.ts";
import { isAnotherName, isAnothersNpi, isNameless } from "./name-gate.ts";
import type { Posterior, Ranked } from "./posterior.ts";
import type { ScoredCandidate } from "./score.ts";
import {
  ambiguousReason,
  cappedNote,
  type Found,
  fitWords,
  holderWords,
  inactiveNote,
  inactiveWords,
  missReason,
  type Words,
} from "./words-of-doubt.ts";

/** The answer about one lead, before its profile is fetched. */
export interface Decision {
  status: Status;
  /** The profile that was matched. */
  npi?: number;
  /** The best candidate's probability, 0..1, four decimals. */
  confidence: number;
  /** `code: words`; the codes are listed in model/reason.ts. */
  reason: string;
  matchedOn?: string;
  candidates: MatchCandidate[];
}

/** Of somebody whose name speaks against it no more than this is said, whatever else agrees. */
const MOST_GATED = 0.5;
const MOST_CANDIDATES = 5;
/** Probability from which a profile is named among the candidates. */
const LEAST_LISTED = 0.02;
/** The same for the nearest profile when none is likely; one of just that name is named always. */
const LEAST_NEAR = 0.001;
/** Differences below this are the same evidence, written in another order of additions. */
const TIE = 1e-9;

export interface DecisionInput extends Found {
  minConfidence: number;
  calibration: Calibration;
  /** Said after the reason, e.g. that the NPI given could not be used. */
  notes: readonly string[];
}

/** Status, confidence and reason from the row posterior (matching.md section 9). */
export function decide(input: DecisionInput): Decision {
  const { posterior, minConfidence, calibration } = input;
  const [first, second] = posterior.ranked;
  const confidences = calibrate(posterior, calibration);
  if (1 - confidences.nobody < 0.5) return noMatch(input);
  if (first === undefined) return ambiguous(input, { tied: 0, gated: false });
  const tied = second !== undefined && isTie(first, second);
  const gated = isGated(first.candidate);
  const confidence = confidences.of(first.p);
  if (confidence >= minConfidence && !tied && !gated) {
    return matched(input, first.candidate, confidence);
  }
  const equals = posterior.ranked.filter((one) => isTie(first, one)).length;
  return ambiguous(input, { tied: tied ? equals : 0, gated });
}

function isGated(candidate: ScoredCandidate): boolean {
  return matchedOn(candidate.evidence) === "npi"
    ? isAnothersNpi(candidate)
    : isAnotherName(candidate) || isNameless(candidate);
}

export function isTie(a: Ranked, b: Ranked): boolean {
  return Math.abs(a.p - b.p) < TIE;
}

function matched(input: DecisionInput, candidate: ScoredCandidate, confidence: number): Decision {
  const key = matchedOn(candidate.evidence);
  const code = key === "npi" && !isNameless(candidate) ? "npi_name" : (codes[key] ?? "name_only");
  return {
    status: "matched",
    npi: candidate.record.npi,
    confidence: toConfidence(confidence),
    reason: toReason(code, describe(candidate.evidence), [
      ...inactiveWords(candidate.record),
      ...input.notes,
      ...cappedNote(input),
    ]),
    matchedOn: key,
    candidates: [],
  };
}

/** `matched_on` key → reason code. */
const codes: Record<string, ReasonCode> = {
  npi: "npi",
  license: "license",
  phone: "phone",
  "name+zip": "name_zip",
  "name+city": "name_city",
  "name+state": "name_state",
};

function ambiguous(input: DecisionInput, doubt: { tied: number; gated: boolean }): Decision {
  const listed = listedOf(input.posterior);
  const { posterior, unlisted } = input;
  const crowded = unlisted.profiles > 0 && posterior.unlisted > LEAST_LISTED;
  const why = ambiguousReason(input, listed, { ...doubt, crowded });
  return undecided("ambiguous", input, listed, why);
}

/** That nobody fits, and who comes nearest. */
export function noMatch(input: DecisionInput): Decision {
  const listed = nearOf(input.posterior);
  return undecided("no_match", input, listed, missReason(input, listed));
}

/** An answer that names nobody, and whoever was likely or near as candidates. */
function undecided(
  status: Status,
  input: DecisionInput,
  listed: readonly Ranked[],
  { code, words }: Words,
): Decision {
  const named = listed.slice(0, MOST_CANDIDATES);
  return {
    status,
    confidence: bestConfidence(input),
    reason: toReason(code, words, notesOn(named, input)),
    candidates: named.map((ranked) => toCandidate(ranked, input)),
  };
}

/** What is said after a reason that names candidates. */
function notesOn(named: readonly Ranked[], input: DecisionInput): string[] {
  return [...inactiveNote(named), ...input.notes, ...cappedNote(input)];
}

/**
 * The given NPI exists, but its holder's name disagrees: shows who the name fits, and whose it is.
 * The holder stands last among the candidates, the only one matched on `npi`.
 *
 * @param input what the search by name found
 * @param options `replaced`: the holder's NPI replaced the one given
 */
export function conflict(
  holder: ScoredCandidate,
  input: DecisionInput,
  { replaced = false } = {},
): Decision {
  const { posterior } = input;
  const others = listedOf(posterior).filter((one) => !isOf(holder, one));
  const named = others.slice(0, MOST_CANDIDATES - 1);
  const own = posterior.ranked.find((one) => isOf(holder, one));
  const held = toCandidate({ candidate: holder, p: own?.p ?? 0 }, input);
  const fitting = named.map((ranked) => toCandidate(ranked, input));
  const words = [
    holderWords(holder, input.lead, replaced),
    ...fitWords(input, others, fitting[0]?.confidence ?? 0),
  ];
  return {
    status: "conflict",
    confidence: fitting[0]?.confidence ?? held.confidence,
    reason: toReason("npi_name_conflict", words.join("; "), notesOn(named, input)),
    candidates: [...fitting, held],
  };
}

function isOf({ record }: ScoredCandidate, { candidate }: Ranked): boolean {
  return candidate.record.npi === record.npi;
}

export function toReason(code: ReasonCode, text: string, notes: readonly string[] = []): string {
  return `${code}: ${[text, ...notes].filter((part) => part !== "").join("; ")}`;
}

/** Who is likely enough to be named. */
export function listedOf({ ranked }: Posterior): Ranked[] {
  return ranked.filter(({ p }) => p >= LEAST_LISTED);
}

/** Whoever is likely enough, or else the nearest profile and its equals. */
function nearOf(posterior: Posterior): Ranked[] {
  const listed = listedOf(posterior);
  const [first] = posterior.ranked;
  if (listed.length > 0 || first === undefined) return listed;
  if (first.p < LEAST_NEAR && !first.candidate.exactName) return [];
  return posterior.ranked.filter(
    ({ candidate }) => Math.abs(candidate.bits - first.candidate.bits) < TIE,
  );
}

function toCandidate(ranked: Ranked, row: CalibratedRow): MatchCandidate {
  const { record, evidence } = ranked.candidate;
  return {
    npi: String(record.npi),
    confidence: confidenceOf(ranked, row),
    matched_on: matchedOn(evidence),
  };
}

function bestConfidence(row: CalibratedRow): number {
  const [first] = row.posterior.ranked;
  return first === undefined ? 0 : confidenceOf(first, row);
}

interface CalibratedRow {
  posterior: Posterior;
  calibration: Calibration;
}

/** A candidate's calibrated probability, 0..1, four decimals. */
export function confidenceOf(
  { candidate, p }: Ranked,
  { posterior, calibration }: CalibratedRow,
): number {
  const confidence = toConfidence(calibrate(posterior, calibration).of(p));
  return isGated(candidate) ? Math.min(confidence, MOST_GATED) : confidence;
}

/** Four decimals, rounded once and here; certainty is never claimed. */
function toConfidence(confidence: number): number {
  return Math.min(0.9999, Math.round(confidence * 10_000) / 10_000);
}
