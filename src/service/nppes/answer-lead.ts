import type { Geography } from "../../match/geography.ts";
import { type Lead, toLead } from "../../match/lead.ts";
import { isAnotherName, isInexactName } from "../../match/name-gate.ts";
import type { MatchBatch, MatchRequest, MatchResult } from "../../model/contract.ts";
import type { LeadAnswer } from "../embedded/answer-leads.ts";
import { toResult } from "../embedded/to-result.ts";
import { type AskPage, createGatherer, type Gatherer } from "./gather.ts";
import { judgeLead, type LeadQuestion } from "./judge-lead.ts";
import { type PlannedQuery, planQueries } from "./query-plan.ts";

/** As in the embedded service: whoever is this sure is not searched for any further. */
const SETTLED = 0.98;

/**
 * Answers one lead: asks the API one step after the other, and after each has our own matching look
 * at everything that came, until somebody is sure enough.
 */
export async function answerLead(
  request: MatchRequest,
  settings: Omit<MatchBatch, "requests">,
  ask: AskPage,
  geography: Geography,
): Promise<MatchResult> {
  const lead = toLead(request, settings.context);
  const question = { request, lead, settings, geography };
  const gatherer = createGatherer(question, ask);
  const unasked = await judgeLead(question, gatherer.gathered());
  if (unasked.decision.status === "invalid_input") return toResult(unasked, new Map());
  const steps = planQueries(lead, request);
  if (lead.npi === "" && steps.flat().length === 0) return unaskable(lead);
  const answer = await askInTurn(question, gatherer, steps);
  const { profiles } = gatherer.gathered();
  const matched = profiles.get(String(answer.decision.npi));
  return toResult(answer, new Map(matched && [[Number(matched.npi), matched]]));
}

async function askInTurn(
  question: LeadQuestion,
  gatherer: Gatherer,
  steps: readonly (readonly PlannedQuery[])[],
): Promise<LeadAnswer> {
  const { lead } = question;
  const judge = () => judgeLead(question, gatherer.gathered());
  if (lead.npi !== "") {
    await gatherer.lookUp(lead.npi);
    const answer = await judge();
    if (isSettledByNpi(answer, lead)) return answer;
  }
  for (const planned of steps.flat()) {
    const isNew = await gatherer.search(planned);
    if (!isNew) continue;
    const answer = await judge();
    if (isSettled(answer)) return answer;
  }
  return judge();
}

/** Whoever holds the NPI under another spelling may still be the wrong one of two. */
function isSettledByNpi({ decision, best }: LeadAnswer, lead: Lead): boolean {
  if (decision.matchedOn !== "npi" || best === undefined) return false;
  return lead.hypotheses.length === 0 || !isInexactName(best.candidate);
}

/** Whoever is sure enough and yet may not be named is looked for in a list that is whole. */
function isSettled({ best, decision }: LeadAnswer): boolean {
  if (best === undefined || decision.status === "ambiguous") return false;
  return best.p >= SETTLED && !isAnotherName(best.candidate);
}

function unaskable({ id }: Lead): MatchResult {
  return {
    id,
    status: "invalid_input",
    confidence: 0,
    reason:
      "nothing_to_search: the public NPPES API cannot be searched by license or telephone; add a name or an NPI",
  };
}
