import {
  conflict,
  type Decision,
  type DecisionInput,
  decide,
  NAME_GATE_BITS,
  toReason,
} from "../../match/decide.ts";
import type { Frequencies } from "../../match/frequencies.ts";
import type { Lead } from "../../match/lead.ts";
import { type Posterior, toPosterior } from "../../match/posterior.ts";
import { type ScoredCandidate, scoreCandidate } from "../../match/score.ts";
import { unsearchable } from "../../match/unsearchable.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { MatchBatch } from "../../model/contract.ts";
import type { MatchRecord } from "../../model/match-record.ts";
import type { ReasonCode } from "../../model/reason.ts";
import type { Registry } from "../../registry/registry.ts";

/** Who holds a lead's NPI in this release. */
export interface Holder {
  /** Undefined when the release does not know the NPI. */
  record: MatchRecord | undefined;
  /** The NPI given was replaced, and this is the record of its successor. */
  replaced: boolean;
}

export interface NpiOutcome {
  /** Undefined when the search goes on by name. */
  decision?: Decision;
  posterior?: Posterior;
  /** The holder, when the lead's name speaks against it. */
  contradicted?: ScoredCandidate;
  notes: string[];
}

const none = { profiles: 0, bits: 0 } as const;

export async function holdersOf(leads: readonly Lead[], registry: Registry): Promise<Holder[]> {
  const records = await registry.matchRecords(leads.map(({ npi }) => Number(npi)));
  const successors = await registry.matchRecords(
    records.flatMap((record) => (record?.replacement ? [record.replacement] : [])),
  );
  const byNpi = new Map(successors.map((record) => [record?.npi, record]));
  return records.map((record) => {
    const successor = record?.replacement ? byNpi.get(record.replacement) : undefined;
    return { record: successor ?? record, replaced: successor !== undefined };
  });
}

/** What a valid NPI settles: a match, a contradiction, or nothing. */
export function decideByNpi(
  lead: Lead,
  { record, replaced }: Holder,
  frequencies: Frequencies,
  calibration: Calibration,
  { context, min_confidence: minConfidence }: MatchBatch,
): NpiOutcome {
  if (record === undefined) {
    return orNoMatch(lead, "npi_unknown", "the NPI given is not in this release");
  }
  if (record.entity === "i" && record.names.length === 0) {
    return orNoMatch(lead, "npi_deactivated", "the NPI given was deactivated");
  }
  const notes: string[] = [];
  if (replaced) notes.push("the NPI given was replaced by this one");
  const asked = replaced ? { ...lead, npi: String(record.npi) } : lead;
  const scored = scoreCandidate(asked, record, frequencies);
  if (contradicts(lead, record, scored)) return { contradicted: scored, notes };
  const posterior = toPosterior([scored], none, frequencies.individuals, context.prior);
  const decision = decide({
    ...{ lead, posterior, unlisted: none, namesakes: 0, capped: [] },
    ...{ minConfidence, calibration, notes },
  });
  return { decision, posterior, notes };
}

/** Ends the lead here when the NPI was all there is to search by. */
function orNoMatch(lead: Lead, code: ReasonCode, words: string): NpiOutcome {
  if (unsearchable({ ...lead, npi: "" }) === undefined) return { notes: [words] };
  return {
    decision: { status: "no_match", confidence: 0, reason: toReason(code, words), candidates: [] },
    notes: [],
  };
}

function contradicts(lead: Lead, record: MatchRecord, scored: ScoredCandidate): boolean {
  if (lead.name.kind === "organization") return !sharesWords(lead.name.words, record);
  if (lead.hypotheses.length === 0) return false;
  return record.entity === "o" || scored.nameBits <= NAME_GATE_BITS;
}

function sharesWords(words: readonly string[], record: MatchRecord): boolean {
  const shared = words.filter((word) => record.organization.includes(word));
  return shared.length * 2 >= words.length;
}

/**
 * The answer for a lead whose NPI contradicts its name, once the name was searched.
 *
 * @param byName what that search found
 */
export function conflictWith(outcome: NpiOutcome, byName: DecisionInput): Decision | undefined {
  return outcome.contradicted === undefined ? undefined : conflict(outcome.contradicted, byName);
}
