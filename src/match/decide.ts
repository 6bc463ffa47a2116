import type { Calibration } from "../model/calibration.ts";
import type { MatchCandidate } from "../model/contract.ts";
import type { ReasonCode } from "../model/reason.ts";
import type { Status } from "../model/status.ts";
import { calibrate } from "./calibrate.ts";
import { describe, describeAgainst } from "./describe.ts";
import type { Lead } from "./lead.ts";
import { matchedOn } from "./matched-on.ts";
import type { Posterior, Ranked, Unlisted } from "./posterior.ts";
import type { ScoredCandidate } from "./score.ts";
import { separatingColumn } from "./separating-column.ts";

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

/** Name evidence at or below this speaks so clearly against a profile that nothing makes it match. */
export const NAME_GATE_BITS = -3;
const MOST_CANDIDATES = 5;
const LEAST_LISTED = 0.02;
/** Differences below this are the same evidence, written in another order of additions. */
const TIE = 1e-9;

export interface DecisionInput {
  lead: Lead;
  posterior: Posterior;
  unlisted: Unlisted;
  minConfidence: number;
  calibration: Calibration;
  /** Said after the reason, e.g. that the NPI given could not be used. */
  notes: readonly string[];
}

/** Status, confidence and reason from the row posterior (matching.md section 9). */
export function decide(input: DecisionInput): Decision {
  const { posterior, minConfidence, calibration } = input;
  const [first, second] = posterior.ranked;
  if (first === undefined || 1 - posterior.nobody < 0.5) return noMatch(input);
  const tied = second !== undefined && Math.abs(first.p - second.p) < TIE;
  const gated = first.candidate.nameBits <= NAME_GATE_BITS;
  const confidence = calibrate(first.p, first.candidate.evidence, calibration);
  if (confidence >= minConfidence && !tied && !gated) {
    return matched(input, first.candidate, confidence);
  }
  return ambiguous(input, { tied, gated });
}

function matched(input: DecisionInput, candidate: ScoredCandidate, confidence: number): Decision {
  const key = matchedOn(candidate.evidence);
  const named = candidate.evidence.some(({ field }) => field.endsWith("name"));
  const code = key === "npi" && named ? "npi_name" : (codes[key] ?? "name_only");
  return {
    status: "matched",
    npi: candidate.record.npi,
    confidence: toConfidence(confidence),
    reason: toReason(code, describe(candidate.evidence), input.notes),
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

function ambiguous(input: DecisionInput, { tied, gated }: { tied: boolean; gated: boolean }) {
  const { lead, posterior, unlisted, notes } = input;
  const candidates = toCandidates(posterior, input.calibration);
  const [first, second] = posterior.ranked;
  let code: ReasonCode = "not_sure";
  let words = `best candidate ${describe(first?.candidate.evidence ?? [])}`;
  if (gated) {
    code = "name_disagrees";
    words = "an identifier agrees but the name does not";
  } else if (unlisted.profiles > 0 && posterior.unlisted > LEAST_LISTED) {
    code = "too_common";
    words = `${unlisted.profiles} more profiles share this name, too common to list`;
  } else if (tied) {
    code = "equal_candidates";
    words = "several profiles fit equally well";
  } else if (second !== undefined && second.p >= LEAST_LISTED) {
    code = "several_candidates";
    words = "several profiles fit";
  }
  const column =
    first !== undefined && second !== undefined
      ? separatingColumn(lead, first.candidate.record, second.candidate.record)
      : undefined;
  if (column !== undefined) words += `; add ${column} to tell them apart`;
  return {
    status: "ambiguous" as const,
    confidence: first === undefined ? 0 : confidenceOf(first, input.calibration),
    reason: toReason(code, words, notes),
    candidates,
  };
}

function noMatch({ posterior, calibration, notes }: DecisionInput): Decision {
  const first = posterior.ranked[0];
  const against = describeAgainst(first?.candidate.evidence ?? []);
  const near = first !== undefined && first.p >= 0.0001 && against !== "";
  return {
    status: "no_match",
    confidence: first === undefined ? 0 : confidenceOf(first, calibration),
    reason: near
      ? toReason("nearest_miss", `the nearest profile does not fit: ${against}`, notes)
      : toReason("nobody", "no profile fits this name and place", notes),
    candidates: [],
  };
}

/** The given NPI exists, but its holder's name disagrees: shows who the name fits instead. */
export function conflict(
  holder: ScoredCandidate,
  byName: Posterior,
  calibration: Calibration,
  notes: readonly string[],
): Decision {
  const others = toCandidates(byName, calibration).filter(
    ({ npi }) => npi !== String(holder.record.npi),
  );
  const own = byName.ranked.find(({ candidate }) => candidate.record.npi === holder.record.npi);
  const held = toCandidate({ candidate: holder, p: own?.p ?? 0 }, calibration);
  const whose = holder.record.entity === "o" ? "an organization" : "somebody with another name";
  const fits = others.length > 0 ? "; the name fits the first candidate" : "";
  return {
    status: "conflict",
    confidence: others[0]?.confidence ?? held.confidence,
    reason: toReason("npi_name_conflict", `the NPI belongs to ${whose}${fits}`, notes),
    candidates: [...others.slice(0, MOST_CANDIDATES - 1), held],
  };
}

export function toReason(code: ReasonCode, text: string, notes: readonly string[] = []): string {
  return `${code}: ${[text, ...notes].filter((part) => part !== "").join("; ")}`;
}

function toCandidates(posterior: Posterior, calibration: Calibration): MatchCandidate[] {
  return posterior.ranked
    .slice(0, MOST_CANDIDATES)
    .filter(({ p }) => p >= LEAST_LISTED)
    .map((ranked) => toCandidate(ranked, calibration));
}

function toCandidate(ranked: Ranked, calibration: Calibration): MatchCandidate {
  const { record, evidence } = ranked.candidate;
  return {
    npi: String(record.npi),
    confidence: confidenceOf(ranked, calibration),
    matched_on: matchedOn(evidence),
  };
}

function confidenceOf({ candidate, p }: Ranked, calibration: Calibration): number {
  return toConfidence(calibrate(p, candidate.evidence, calibration));
}

/** Four decimals, rounded once and here; certainty is never claimed. */
function toConfidence(confidence: number): number {
  return Math.min(0.9999, Math.round(confidence * 10_000) / 10_000);
}
