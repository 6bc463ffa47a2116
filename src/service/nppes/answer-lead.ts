import type { Geography } from "../../match/geography.ts";
import { type Lead, toLead } from "../../match/lead.ts";
import { isAnotherName, isInexactName } from "../../match/name-gate.ts";
import type { MatchBatch, MatchRequest, MatchResult } from "../../model/contract.ts";
import { answerLeads, type LeadAnswer } from "../embedded/answer-leads.ts";
import { createTermCache } from "../embedded/term-cache.ts";
import { toResult } from "../embedded/to-result.ts";
import { MOST_CONFIDENT, withCappedConfidence } from "./cap-confidence.ts";
import { createFetchedRegistry } from "./fetched-registry.ts";
import { type AskPage, createGatherer, type Gathered } from "./gather.ts";
import { planQueries } from "./query-plan.ts";

/** As in the embedded service: whoever is this sure is not searched for any further. */
const SETTLED = 0.98;
/** No confidence reaches this. */
const NEVER = 2;

type Settings = Omit<MatchBatch, "requests">;

/**
 * Answers one lead: asks the API one step after the other, and after each has our own matching look
 * at everything that came, until somebody is sure enough.
 */
export async function answerLead(
  request: MatchRequest,
  settings: Settings,
  ask: AskPage,
  geography: Geography,
): Promise<MatchResult> {
  const lead = toLead(request, settings.context);
  const nothing = unaskable(lead);
  if (nothing !== undefined) return nothing;
  const gatherer = createGatherer({ lead, request }, ask);
  const judge = (least: number) =>
    judgeLead(request, { ...settings, min_confidence: least }, gatherer.gathered(), geography);

  let answer = await judge(settings.min_confidence);
  if (answer.decision.status === "invalid_input") return resultOf(answer, gatherer.gathered());
  if (lead.npi !== "") {
    await gatherer.lookUp(lead.npi);
    answer = await judge(settings.min_confidence);
    if (isSettledByNpi(answer, lead)) return resultOf(answer, gatherer.gathered());
  }
  for (const step of planQueries(lead, request)) {
    for (const planned of step) {
      await gatherer.search(planned);
      answer = await judge(settings.min_confidence);
      if (isSettled(answer)) break;
    }
    if (isSettled(answer)) break;
  }
  const gathered = gatherer.gathered();
  return resultOf(mayStand(answer, gathered, settings) ? answer : await judge(NEVER), gathered);
}

/** The API finds nobody by a license or a telephone alone. */
function unaskable(lead: Lead): MatchResult | undefined {
  const isNamed = lead.npi !== "" || lead.hypotheses.length > 0;
  if (isNamed || lead.licenses.length + lead.phone.length === 0) return undefined;
  return {
    id: lead.id,
    status: "invalid_input",
    confidence: 0,
    reason:
      "nothing_to_search: the public NPPES API cannot search by license or telephone; add a name or an NPI",
  };
}

async function judgeLead(
  request: MatchRequest,
  settings: Settings,
  gathered: Gathered,
  geography: Geography,
): Promise<LeadAnswer> {
  const registry = createFetchedRegistry(gathered);
  const batch = { ...settings, requests: [request] };
  const terms = createTermCache(registry);
  const unhurried = new AbortController().signal;
  const [answer] = await answerLeads(batch, registry, terms, geography, unhurried, {
    candidates: {
      npiUnknown:
        "the public NPPES API does not list the NPI given: it was deactivated or never given out",
      totalsGuessed: true,
      notes: notesOn(gathered),
    },
  });
  if (answer === undefined) throw new Error("a lead was left without an answer");
  return answer;
}

function notesOn({ searches, isSpent }: Gathered): string[] {
  if (isSpent) return ["the search was ended before every spelling was tried"];
  const isCut = searches.some((search) => search.isCut);
  return isCut ? ["the NPPES API does not list all who fit"] : [];
}

/** Whoever holds the NPI under another spelling may still be the wrong one of two. */
function isSettledByNpi({ decision, best }: LeadAnswer, lead: Lead): boolean {
  if (decision.matchedOn !== "npi" || best === undefined) return false;
  return lead.hypotheses.length === 0 || !isInexactName(best.candidate);
}

function isSettled({ best }: LeadAnswer): boolean {
  return best !== undefined && best.p >= SETTLED && !isAnotherName(best.candidate);
}

/**
 * Whether a match holds although it is not surer than this service can be, and although lists were
 * cut: an identifier of one's own cannot be equalled by anybody who was left out, and whoever stands
 * in a list that is whole was compared with everybody there.
 */
function mayStand({ decision }: LeadAnswer, { searches }: Gathered, settings: Settings): boolean {
  const { status, matchedOn = "", npi } = decision;
  if (status !== "matched" || matchedOn === "npi") return true;
  if (settings.min_confidence > MOST_CONFIDENT) return false;
  if (matchedOn === "license" || matchedOn === "phone") return true;
  return searches.some(({ isCut, npis }) => !isCut && npis.has(String(npi)));
}

function resultOf(answer: LeadAnswer, { profiles }: Gathered): MatchResult {
  const { npi } = answer.decision;
  const profile = npi === undefined ? undefined : profiles.get(String(npi));
  const known = new Map(profile === undefined ? [] : [[Number(profile.npi), profile] as const]);
  return withCappedConfidence(toResult(answer, known));
}
