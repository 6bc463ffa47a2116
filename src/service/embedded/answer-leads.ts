import { conflict, type Decision, type DecisionInput, decide } from "../../match/decide.ts";
import { explain } from "../../match/explain.ts";
import type { Geography } from "../../match/geography.ts";
import { toLead } from "../../match/lead.ts";
import { exactKeys, tier1Keys, tier2Keys } from "../../match/lead-keys.ts";
import { leadTerms } from "../../match/lead-terms.ts";
import { type Posterior, type Ranked, toPosterior } from "../../match/posterior.ts";
import { withOrganization } from "../../match/score.ts";
import { shippedCalibration } from "../../match/shipped-calibration.ts";
import { npiProblemWords } from "../../match/unsearchable.ts";
import { weighReadings } from "../../match/weigh-readings.ts";
import { withheldDecision } from "../../match/withhold.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { MatchBatch } from "../../model/contract.ts";
import type { Explanation } from "../../model/explanation.ts";
import type { Profile } from "../../model/profile.ts";
import type { Registry } from "../../registry/registry.ts";
import { type CandidateSource, releaseOnFile } from "./candidate-source.ts";
import { decideIdentified } from "./decide-identified.ts";
import { frequenciesOf, isOpen, newWork, type Run, unsettled, type Work } from "./lead-work.ts";
import { unlistedLookalikes } from "./lookalikes.ts";
import { contradictedHolder } from "./npi-holder.ts";
import { sitesOf } from "./organization-sites.ts";
import { searchTier } from "./search-tier.ts";
import { tellFound } from "./tell-found.ts";
import type { TermCache } from "./term-cache.ts";
import { cappedKeys, countNamesakes } from "./unlisted.ts";
import { nobodyUntold, type Untold } from "./untold.ts";

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
  /** In the place of the release's own. */
  calibration?: Calibration;
  /** In the place of a release on file. */
  candidates?: CandidateSource;
  /** Nobody where it is not given: then answers are of those who weigh, and leave for nowhere. */
  untold?: Untold;
}

/** Answers a batch; each lead's answer depends on that lead, the context and the release alone. */
export async function answerLeads(
  batch: MatchBatch,
  registry: Registry,
  terms: TermCache,
  geography: Geography,
  signal: AbortSignal,
  options: AnswerOptions = {},
): Promise<LeadAnswer[]> {
  const { without = new Map(), calibration = calibrationOf(registry) } = options;
  const { candidates = releaseOnFile, untold = nobodyUntold } = options;
  const run = { batch, registry, terms, calibration, without, candidates, untold };
  const works = batch.requests.map((request) => newWork(toLead(request, batch.context)));
  placeOnMap(works, geography);
  await weighNames(works, run);
  await decideIdentified(works, run);
  signal.throwIfAborted();
  await searchTier(works.filter(isOpen), exactKeys, run);
  signal.throwIfAborted();
  await searchTier(unsettled(works, SETTLED.exact), tier1Keys, run);
  signal.throwIfAborted();
  await searchTier(unsettled(works, SETTLED.tier1), tier2Keys, run);
  await weighOrganizations(works, run);
  await weighLookalikes(works, run);
  return works.map((work) => toAnswer(work, run));
}

function calibrationOf({ release }: Registry): Calibration {
  return release.calibration ?? shippedCalibration;
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

/** Before it is said that nobody fits: were there too many who might? */
async function weighLookalikes(works: readonly Work[], run: Run): Promise<void> {
  const unfound = works.filter(
    (work) => isOpen(work) && work.posterior.nobody >= 0.5 && work.unlisted.profiles === 0,
  );
  const outcomes = await run.terms.settle(unfound, ({ lead, asked, compared, posterior }) => {
    const frequencies = frequenciesOf(asked, run);
    const unlisted = unlistedLookalikes(lead, asked, compared, frequencies);
    if (unlisted === undefined) return undefined;
    const scored = posterior.ranked.map(({ candidate }) => candidate);
    const { prior } = run.batch.context;
    return { unlisted, posterior: toPosterior(scored, unlisted, frequencies.individuals, prior) };
  });
  unfound.forEach((work, i) => {
    Object.assign(work, outcomes[i]);
  });
}

function toAnswer(work: Work, run: Run): LeadAnswer {
  const { decision, posterior } = work;
  // Most leads of a list of NPIs end here, by the hundred thousand.
  return decision === undefined || run.batch.explain === true
    ? searchedAnswer(work, run)
    : answerOf(work, decision, posterior);
}

function answerOf({ lead, profile }: Work, decision: Decision, posterior: Posterior): LeadAnswer {
  const answer: LeadAnswer = { id: lead.id, decision, nobody: posterior.nobody };
  const [best] = posterior.ranked;
  if (best !== undefined) answer.best = best;
  if (profile !== undefined) answer.profile = profile;
  return answer;
}

function searchedAnswer(work: Work, run: Run): LeadAnswer {
  const { lead, byNpi, asked } = work;
  const input = inputOf(work, run);
  const holder = contradictedHolder(byNpi, input);
  const stands = holder === undefined ? byNpi.doubted : undefined;
  const settled = work.decision ?? stands?.decision;
  const answerFrom = (found: DecisionInput) =>
    holder === undefined ? decide(found) : conflict(holder, found, byNpi);
  const found = { decision: settled ?? answerFrom(input), input, asked };
  const told = run.untold.isEmpty
    ? found
    : tellFound(found, { work, run, holder, answerFrom, isSettled: settled !== undefined });
  if (told === undefined) return { id: lead.id, decision: withheldDecision, nobody: 1 };
  const posterior = stands?.posterior ?? told.input.posterior;
  const answer = answerOf(work, told.decision, posterior);
  if (run.batch.explain === true) {
    answer.explanation = explain({ ...told.input, posterior }, told.asked, holder);
  }
  return answer;
}

function inputOf(work: Work, { batch, calibration, candidates }: Run): DecisionInput {
  const { lead, unlisted, asked, compared, posterior } = work;
  return {
    ...{ lead, posterior, unlisted, calibration },
    namesakes: countNamesakes(lead, asked),
    capped: cappedKeys(asked, compared),
    totalsGuessed: candidates.totalsGuessed,
    minConfidence: batch.min_confidence,
    notes: [...notesOf(work), ...candidates.notes],
  };
}

function notesOf({ lead, byNpi }: Work): string[] {
  const notes: string[] = lead.npiProblem === "" ? [] : [npiProblemWords[lead.npiProblem]];
  if (lead.hypotheses[0]?.fromEmail === "name") {
    notes.push("the name was read from the e-mail address");
  }
  return [...notes, ...byNpi.notes];
}
