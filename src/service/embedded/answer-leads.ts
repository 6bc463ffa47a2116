import { type Decision, decide } from "../../match/decide.ts";
import { explain } from "../../match/explain.ts";
import { createFrequencies, type Frequencies } from "../../match/frequencies.ts";
import type { Geography } from "../../match/geography.ts";
import { type Lead, toLead } from "../../match/lead.ts";
import { exactKeys, tier1Keys, tier2Keys } from "../../match/lead-keys.ts";
import { leadTerms } from "../../match/lead-terms.ts";
import { type Posterior, type Ranked, toPosterior, type Unlisted } from "../../match/posterior.ts";
import { scoreCandidate, withOrganization } from "../../match/score.ts";
import { shippedCalibration } from "../../match/shipped-calibration.ts";
import { npiProblemWords, unsearchable } from "../../match/unsearchable.ts";
import { weighReadings } from "../../match/weigh-readings.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { MatchBatch } from "../../model/contract.ts";
import type { Explanation } from "../../model/explanation.ts";
import type { MatchRecord } from "../../model/match-record.ts";
import type { Profile } from "../../model/profile.ts";
import { type SearchKey, searchKey } from "../../normalize/keys.ts";
import type { CandidateList, Registry } from "../../registry/registry.ts";
import { holderFromProfile, isBare } from "./bare-leads.ts";
import {
  conflictWith,
  decideByNpi,
  type Holder,
  holdersOf,
  type NpiOutcome,
} from "./npi-holder.ts";
import { sitesOf } from "./organization-sites.ts";
import { type AskedKey, selectCandidates } from "./select-candidates.ts";
import type { TermCache } from "./term-cache.ts";
import { cappedKeys, countNamesakes, unlistedNamesakes } from "./unlisted.ts";

/** Longest list of profiles read for one key. */
const READ_CAP = 4000;
/**
 * A lead whose best candidate is at least this sure is not searched for any further. Whoever has
 * the very name and much else in common leaves nothing for another spelling.
 */
const SETTLED = { exact: 0.99, tier1: 0.98 };

export interface LeadAnswer {
  id: number;
  decision: Decision;
  /** The likeliest profile, whatever was decided. */
  best?: Ranked;
  /** Probability that the person is not on file, before calibration. */
  nobody: number;
  /** The matched profile, when deciding needed it already. */
  profile?: Profile;
  explanation?: Explanation;
}

interface AnswerOptions {
  /** Request id → NPI that is answered as if it were not in the registry. */
  without?: ReadonlyMap<number, number>;
}

/** A lead on its way through the steps; every step reads what the ones before it settled. */
interface Work {
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

/** Answers a batch; each lead's answer depends on that lead, the context and the release alone. */
export async function answerLeads(
  batch: MatchBatch,
  registry: Registry,
  terms: TermCache,
  geography: Geography,
  signal: AbortSignal,
  { without = new Map() }: AnswerOptions = {},
): Promise<LeadAnswer[]> {
  const calibration = registry.release.calibration ?? shippedCalibration;
  const run = { batch, registry, terms, calibration, without };
  const works = batch.requests.map((request) => newWork(toLead(request, batch.context)));
  placeOnMap(works, geography);
  await weighNames(works, run);
  await decideIdentified(works, run);
  signal.throwIfAborted();
  await search(works.filter(isOpen), exactKeys, run);
  signal.throwIfAborted();
  await search(unsettled(works, SETTLED.exact), tier1Keys, run);
  signal.throwIfAborted();
  await search(unsettled(works, SETTLED.tier1), tier2Keys, run);
  await weighOrganizations(works, run);
  return works.map((work) => toAnswer(work, run));
}

interface Run {
  batch: MatchBatch;
  registry: Registry;
  terms: TermCache;
  calibration: Calibration;
  without: ReadonlyMap<number, number>;
}

function newWork(lead: Lead): Work {
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

/** Leads with a place and a name; lists of NPIs alone never load the map. */
function placeOnMap(works: readonly Work[], geography: Geography): void {
  for (const work of works) {
    const { city, hypotheses, state, zip5 } = work.lead;
    if (!isOpen(work) || hypotheses.length === 0 || (zip5 === "" && city === "")) continue;
    const area = geography.areaOf({ city, state, zip5 });
    if (area !== undefined) work.lead = { ...work.lead, area };
  }
}

function isOpen(work: Work): boolean {
  return work.decision === undefined;
}

function unsettled(works: readonly Work[], settled: number): Work[] {
  return works.filter((work) => isOpen(work) && (work.posterior.ranked[0]?.p ?? 0) < settled);
}

async function weighNames(works: readonly Work[], run: Run): Promise<void> {
  const frequencies = frequenciesOf([], run);
  const weighed = await run.terms.settle(works, ({ lead }) => {
    for (const text of leadTerms(lead)) run.terms.count(text);
    return weighReadings(lead.hypotheses, frequencies);
  });
  works.forEach((work, i) => {
    work.lead = { ...work.lead, hypotheses: weighed[i] ?? [] };
  });
}

async function decideIdentified(works: readonly Work[], run: Run): Promise<void> {
  const identified = works.filter((work) => isOpen(work) && work.lead.npi !== "");
  const frequencies = frequenciesOf([], run);
  const byNpi = (work: Work, holder: Holder) =>
    decideByNpi(work.lead, holder, frequencies, run.calibration, run.batch);

  const bare = identified.filter(({ lead }) => run.batch.with_profile && isBare(lead));
  const profiles = await run.registry.profiles(bare.map(({ lead }) => lead.npi));
  bare.forEach((work, i) => {
    const profile = profiles[i];
    if (profile?.replacement_npi !== undefined) return;
    applyOutcome(work, byNpi(work, holderFromProfile(profile)));
    if (profile !== undefined) work.profile = profile;
  });

  const compared = identified.filter(isOpen);
  const holders = await holdersOf(
    compared.map(({ lead }) => lead),
    run.registry,
  );
  const outcomes = await run.terms.settle(compared, (work, i) => byNpi(work, holders[i] as Holder));
  compared.forEach((work, i) => {
    applyOutcome(work, outcomes[i] as NpiOutcome);
  });
}

function applyOutcome(work: Work, outcome: NpiOutcome): void {
  work.byNpi = outcome;
  if (outcome.decision !== undefined) work.decision = outcome.decision;
  if (outcome.posterior !== undefined) work.posterior = outcome.posterior;
}

type ToKeys = (lead: Lead) => SearchKey[];

async function search(works: readonly Work[], toKeys: ToKeys, run: Run): Promise<void> {
  if (works.length === 0) return;
  await askKeys(works, toKeys, run);
  await readRecords(works, run.registry);
  const outcomes = await run.terms.settle(works, (work) => judge(work, run));
  works.forEach((work, i) => {
    Object.assign(work, outcomes[i]);
  });
}

async function askKeys(works: readonly Work[], toKeys: ToKeys, run: Run): Promise<void> {
  const keys = works.map((work) => toKeys(work.lead));
  const flat = keys.flat();
  const lists = await run.registry.candidates(
    flat.map(({ key }) => key),
    READ_CAP,
  );
  let next = 0;
  works.forEach((work, i) => {
    for (const { kind, key } of keys[i] ?? []) {
      const list = lists[next++];
      if (list === undefined) continue;
      work.asked.push({ kind, key, list: withoutNpi(list, run.without.get(work.lead.id)) });
    }
  });
}

function withoutNpi(list: CandidateList, npi: number | undefined): CandidateList {
  if (npi === undefined || !list.npis.includes(npi)) return list;
  return { npis: list.npis.filter((other) => other !== npi), total: list.total - 1 };
}

/** Reads the candidates that an earlier tier has not compared yet. */
async function readRecords(works: readonly Work[], registry: Registry): Promise<void> {
  const wanted = works.map((work) => selectCandidates(work.asked, isNameOnly(work.lead)));
  const unread = works.map((work, i) => (wanted[i] ?? []).filter((npi) => !work.compared.has(npi)));
  const records = await registry.matchRecords(unread.flat());
  let next = 0;
  works.forEach((work, i) => {
    const end = next + (unread[i]?.length ?? 0);
    for (const npi of unread[i] ?? []) work.compared.add(npi);
    work.records = withoutReplaced([...work.records, ...records.slice(next, end)]);
    next = end;
  });
}

/** One person has one record: an NPI that another of the records replaces is left out. */
function withoutReplaced(records: readonly (MatchRecord | undefined)[]): MatchRecord[] {
  const found = records.filter((record) => record !== undefined);
  const npis = new Set(found.map(({ npi }) => npi));
  return found.filter(({ replacement }) => !npis.has(replacement));
}

function isNameOnly(lead: Lead): boolean {
  return lead.state === "" && lead.city === "" && lead.zip5 === "";
}

function judge(work: Work, run: Run): Pick<Work, "posterior" | "unlisted"> {
  const { asked, compared, records } = work;
  const frequencies = frequenciesOf(asked, run);
  // The NPI was looked at already: it contradicts the name, or nobody has it.
  const lead = { ...work.lead, npi: "" };
  const known = new Map(
    work.posterior.ranked.map(({ candidate }) => [candidate.record, candidate] as const),
  );
  const scored = records.map(
    (record) => known.get(record) ?? scoreCandidate(lead, record, frequencies),
  );
  const unlisted = unlistedNamesakes(lead, asked, compared, frequencies);
  const { prior } = run.batch.context;
  return { unlisted, posterior: toPosterior(scored, unlisted, frequencies.individuals, prior) };
}

/** A lead that names an employer and is not settled by all else: who answers the candidates' phones? */
async function weighOrganizations(works: readonly Work[], run: Run): Promise<void> {
  const employed = unsettled(works, SETTLED.tier1).filter(
    ({ lead }) => lead.organization.length > 0,
  );
  if (employed.length === 0) return;
  const sites = await sitesOf(
    employed.map(({ posterior }) => posterior),
    run.registry,
  );
  const posteriors = await run.terms.settle(employed, ({ lead, asked, posterior, unlisted }, i) => {
    const frequencies = frequenciesOf(asked, run);
    const scored = posterior.ranked.map(({ candidate }) =>
      withOrganization(candidate, lead, sites[i] ?? new Map(), frequencies),
    );
    return toPosterior(scored, unlisted, frequencies.individuals, run.batch.context.prior);
  });
  employed.forEach((work, i) => {
    work.posterior = posteriors[i] as Posterior;
  });
}

function frequenciesOf(asked: readonly AskedKey[], { registry, terms }: Run): Frequencies {
  const totals = new Map(asked.map(({ key, list }) => [key, list.total]));
  return createFrequencies({
    individuals: registry.release.counts.individuals,
    term: terms.count,
    joint: (last, first) => totals.get(searchKey("last+first", last, first).key) ?? 0,
    phoneHolders: (phone) => totals.get(searchKey("phone", phone).key) ?? 0,
  });
}

function toAnswer(work: Work, { batch, calibration }: Run): LeadAnswer {
  const { lead, posterior, unlisted, byNpi, asked } = work;
  const input = {
    ...{ lead, posterior, unlisted, calibration },
    namesakes: countNamesakes(lead, asked),
    capped: cappedKeys(asked),
    minConfidence: batch.min_confidence,
    notes: notesOf(work),
  };
  const decision = work.decision ?? conflictWith(byNpi, input) ?? decide(input);
  const answer: LeadAnswer = { id: lead.id, decision, nobody: posterior.nobody };
  const [best] = posterior.ranked;
  if (best !== undefined) answer.best = best;
  if (work.profile !== undefined) answer.profile = work.profile;
  if (batch.explain === true) {
    answer.explanation = explain(input, asked, byNpi.contradicted);
  }
  return answer;
}

function notesOf({ lead, byNpi }: Work): string[] {
  const notes: string[] = lead.npiProblem === "" ? [] : [npiProblemWords[lead.npiProblem]];
  if (lead.hypotheses[0]?.fromEmail === "name") {
    notes.push("the name was read from the e-mail address");
  }
  return [...notes, ...byNpi.notes];
}
