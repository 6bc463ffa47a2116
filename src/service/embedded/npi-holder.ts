import { type Decision, type DecisionInput, decide, toReason } from "../../match/decide.ts";
import type { Frequencies } from "../../match/frequencies.ts";
import type { Lead } from "../../match/lead.ts";
import { isAnothersNpi, isInexactName } from "../../match/name-gate.ts";
import { type Posterior, toPosterior } from "../../match/posterior.ts";
import { type ScoredCandidate, scoreCandidate } from "../../match/score.ts";
import { unsearchable } from "../../match/unsearchable.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { MatchBatch } from "../../model/contract.ts";
import type { MatchRecord } from "../../model/match-record.ts";
import type { ReasonCode } from "../../model/reason.ts";
import type { Registry } from "../../registry/registry.ts";
import type { CandidateSource } from "./candidate-source.ts";
import { latestRecords } from "./replacements.ts";

/** Who holds a lead's NPI in this release. */
export interface Holder {
  /** Undefined when the release does not know the NPI. */
  record: MatchRecord | undefined;
  /** The NPI given was replaced, and this is the record of its successor. */
  replaced: boolean;
}

interface NpiQuestion {
  batch: MatchBatch;
  calibration: Calibration;
  candidates: CandidateSource;
}

export interface NpiOutcome {
  /** Undefined when the search goes on by name. */
  decision?: Decision;
  posterior?: Posterior;
  /** The holder, when the lead's name speaks against it. */
  contradicted?: ScoredCandidate;
  /** What holds unless the name finds somebody else whom it fits for sure. */
  doubted?: Doubted;
  /** The holder's NPI replaced the one given. */
  replaced?: boolean;
  notes: string[];
}

/** A match by an NPI whose holder's name is not quite the lead's. */
interface Doubted {
  holder: ScoredCandidate;
  decision: Decision;
  posterior: Posterior;
}

/** Confidence in another profile that puts the holder of an NPI in doubt, whatever a run accepts. */
const SURE_OF_ANOTHER = 0.95;

const none = { profiles: 0, bits: 0 } as const;

export async function holdersOf(leads: readonly Lead[], registry: Registry): Promise<Holder[]> {
  const records = await registry.matchRecords(leads.map(({ npi }) => Number(npi)));
  const latest = await latestRecords(records, (npis) => registry.matchRecords(npis));
  return latest.map((record, i) => ({ record, replaced: record?.npi !== records[i]?.npi }));
}

/** What a valid NPI settles: a match, a contradiction, or nothing. */
export function decideByNpi(
  lead: Lead,
  { record, replaced }: Holder,
  frequencies: Frequencies,
  { batch, calibration, candidates }: NpiQuestion,
): NpiOutcome {
  const { context, min_confidence: minConfidence } = batch;
  if (record === undefined) return orNoMatch(lead, "npi_unknown", candidates.npiUnknown);
  if (record.entity === "i" && record.names.length === 0) {
    return orNoMatch(lead, "npi_deactivated", "the NPI given was deactivated");
  }
  const asked = replaced ? { ...lead, npi: String(record.npi) } : lead;
  const scored = scoreCandidate(asked, record, frequencies);
  if (contradicts(lead, record, scored)) return { contradicted: scored, replaced, notes: [] };
  const notes = replaced ? ["the NPI given was replaced by this one"] : [];
  const posterior = toPosterior([scored], none, frequencies.individuals, context.prior);
  const decision = decide({
    lead,
    posterior,
    unlisted: none,
    namesakes: 0,
    capped: [],
    totalsGuessed: false,
    minConfidence,
    calibration,
    notes,
  });
  if (lead.hypotheses.length === 0 || !isInexactName(scored)) return { decision, posterior, notes };
  return { doubted: { holder: scored, decision, posterior }, replaced, notes: [] };
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
  return record.entity === "o" || isAnothersNpi(scored);
}

function sharesWords(words: readonly string[], record: MatchRecord): boolean {
  const shared = words.filter((word) => record.organization.includes(word));
  return shared.length * 2 >= words.length;
}

/**
 * The holder of the NPI given, when the name is somebody else's: it contradicts the holder's, or,
 * where that is not quite the lead's, the search by name is sure of another profile. Lists are often
 * filled with the NPI of a spouse, a sibling, a namesake.
 *
 * @param byName what that search found
 */
export function contradictedHolder(
  { contradicted, doubted }: NpiOutcome,
  byName: DecisionInput,
): ScoredCandidate | undefined {
  if (doubted === undefined) return contradicted;
  const { npi } = decide({ ...byName, minConfidence: SURE_OF_ANOTHER });
  return npi === undefined || npi === doubted.holder.record.npi ? undefined : doubted.holder;
}
