import type { Geography } from "../../match/geography.ts";
import type { Lead } from "../../match/lead.ts";
import type { MatchBatch, MatchRequest } from "../../model/contract.ts";
import { answerLeads, type LeadAnswer } from "../embedded/answer-leads.ts";
import { createTermCache } from "../embedded/term-cache.ts";
import { createFetchedRegistry } from "./fetched-registry.ts";
import type { Gathered } from "./gather.ts";
import { typicalCalibration } from "./release.ts";

export interface LeadQuestion {
  request: MatchRequest;
  lead: Lead;
  settings: Omit<MatchBatch, "requests">;
  geography: Geography;
}

/** No confidence reaches this. */
const NEVER = 2;

/** What our own matching says of everything that was gathered about a lead. */
export async function judgeLead(question: LeadQuestion, gathered: Gathered): Promise<LeadAnswer> {
  const least = question.settings.min_confidence;
  const answer = await judge(question, gathered, least);
  return mayStand(answer, gathered) ? answer : judge(question, gathered, NEVER);
}

async function judge(
  { request, lead, settings, geography }: LeadQuestion,
  gathered: Gathered,
  least: number,
): Promise<LeadAnswer> {
  const registry = createFetchedRegistry(gathered);
  const batch = { ...settings, min_confidence: least, requests: [request] };
  const signal = new AbortController().signal;
  const [answer] = await answerLeads(
    batch,
    registry,
    createTermCache(registry),
    geography,
    signal,
    {
      calibration: typicalCalibration,
      candidates: {
        npiUnknown:
          "the public NPPES API does not list the NPI given: it was deactivated or never given out",
        totalsGuessed: true,
        notes: notesOn(lead, gathered),
      },
    },
  );
  if (answer === undefined) throw new Error("a lead was left without an answer");
  return answer;
}

/**
 * Whether a match holds although lists were cut: an identifier of one's own cannot be equalled by
 * anybody who was left out, and whoever stands in a list that is whole was compared with everybody
 * there.
 */
function mayStand({ decision }: LeadAnswer, { searches }: Gathered): boolean {
  const { status, matchedOn = "", npi } = decision;
  if (status !== "matched" || identifiers.has(matchedOn)) return true;
  return searches.some(({ isCut, npis }) => !isCut && npis.has(String(npi)));
}

const identifiers: ReadonlySet<string> = new Set(["npi", "license", "phone"]);

function notesOn(lead: Lead, { profiles, searches, isSpent }: Gathered): string[] {
  const notes: string[] = [];
  const isIdentified = lead.licenses.length > 0 || lead.phone !== "";
  if (isIdentified && profiles.size === 0) {
    notes.push("the NPPES API cannot be searched by license or telephone");
  }
  if (isSpent) notes.push("the search was ended before everything was tried");
  if (searches.some(({ isCut }) => isCut)) {
    notes.push("the NPPES API does not list all who fit");
  }
  return notes;
}
