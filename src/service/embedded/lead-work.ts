import type { Decision } from "../../match/decide.ts";
import { createFrequencies, type Frequencies } from "../../match/frequencies.ts";
import type { Lead } from "../../match/lead.ts";
import { isAnotherName } from "../../match/name-gate.ts";
import type { Posterior, Unlisted } from "../../match/posterior.ts";
import { unsearchable } from "../../match/unsearchable.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { MatchBatch } from "../../model/contract.ts";
import type { MatchRecord } from "../../model/match-record.ts";
import type { Profile } from "../../model/profile.ts";
import { searchKey } from "../../normalize/keys/keys.ts";
import type { Registry } from "../../registry/registry.ts";
import type { CandidateSource } from "./candidate-source.ts";
import type { NpiOutcome } from "./npi-holder.ts";
import type { AskedKey } from "./select-candidates.ts";
import type { TermCache } from "./term-cache.ts";
import type { Untold } from "./untold.ts";

/** What all steps of one batch share. */
export interface Run {
  batch: MatchBatch;
  registry: Registry;
  terms: TermCache;
  calibration: Calibration;
  /** Request id → NPI that is answered as if it were not in the registry. */
  without: ReadonlyMap<number, number>;
  candidates: CandidateSource;
  /** They stay in the arithmetic; an NPI of theirs is one that nobody has. */
  untold: Untold;
}

/** A lead on its way through the steps; every step reads what the ones before it settled. */
export interface Work {
  lead: Lead;
  /** What the NPI said, when there is a valid one. */
  byNpi: NpiOutcome;
  asked: AskedKey[];
  /** Who was looked at, and the records of those that are still somebody's. */
  compared: Set<number>;
  records: readonly MatchRecord[];
  unlisted: Unlisted;
  posterior: Posterior;
  decision?: Decision;
  /** The answer's profile, when deciding needed it already. */
  profile?: Profile;
}

export function newWork(lead: Lead): Work {
  const decision = unsearchable(lead);
  return {
    lead,
    byNpi: { notes: [] },
    asked: [],
    compared: new Set(),
    records: [],
    unlisted: { profiles: 0, bits: 0 },
    posterior: { ranked: [], nobody: 1, unlisted: 0 },
    ...(decision === undefined ? {} : { decision }),
  };
}

export function isOpen(work: Work): boolean {
  return work.decision === undefined;
}

/** Leads to search further: nobody is sure enough yet, or only somebody of another name. */
export function unsettled(works: readonly Work[], settled: number): Work[] {
  return works.filter((work) => {
    const [best] = work.posterior.ranked;
    if (!isOpen(work)) return false;
    return best === undefined || best.p < settled || isAnotherName(best.candidate);
  });
}

export function frequenciesOf(asked: readonly AskedKey[], { registry, terms }: Run): Frequencies {
  const { individuals, erased = 0 } = registry.release.counts;
  const totals = new Map(asked.map(({ key, list }) => [key, list.total]));
  return createFrequencies({
    individuals: individuals + erased,
    term: terms.count,
    joint: (last, first) => totals.get(searchKey("last+first", last, first).key) ?? 0,
    phoneHolders: (phone) => totals.get(searchKey("phone", phone).key) ?? 0,
  });
}
