import type { MatchCandidate, MatchResult } from "../../model/contract.ts";
import { ServiceError, StopError } from "../../model/errors.ts";
import type { Profile } from "../../model/profile.ts";
import { reasonCodes } from "../../model/reason.ts";
import { answerStatuses } from "../../model/status.ts";
import type { SearchService } from "../../service/search-service.ts";
import { decisionKey } from "../finding.ts";
import type { DecidedRows } from "./decided-rows.ts";
import { type Decision, keyOf, nobody } from "./decision.ts";
import { type DecisionState, judgeDecision, npisOf } from "./judge-decision.ts";

/** A service that answers decided rows as somebody has decided. */
export interface DecidedService {
  service: SearchService;
  /** Decisions by what became of them so far; one that was applied to any row is that. */
  count(): Record<DecisionState, number>;
}

/** A service that fails to say who somebody is has no answer about that row. */
const noAnswer: ReadonlySet<string> = new Set(["service_unreachable", "service_busy"]);

/**
 * The service is asked about every row as ever; of a decided row the answer is then what was decided,
 * as long as that holds. One about somebody suppressed stays as it is, and what is made here passes
 * suppression like any other answer: it names a person with the whole profile.
 */
export function decided(
  service: SearchService,
  { rows }: Pick<DecidedRows, "rows">,
): DecidedService {
  const states = new Map<string, DecisionState>();

  async function decide(results: readonly MatchResult[]): Promise<MatchResult[]> {
    const open = results.filter(({ id, status }) => rows.has(id) && answerStatuses.has(status));
    if (open.length === 0) return [...results];
    const profiles = await profilesFor(open, rows, service);
    return results.map((result) => {
      const decision = rows.get(result.id);
      if (decision === undefined || !answerStatuses.has(result.status)) return result;
      if (profiles === undefined) return unanswered(result.id);
      const state = judgeDecision(decision, (npi) => profiles.get(npi), namedBy(result));
      if (states.get(keyOf(decision)) !== "holds") states.set(keyOf(decision), state);
      return state === "holds" ? asDecided(result, decision, profiles) : result;
    });
  }

  return {
    service: {
      ...service,
      async match(batch, options) {
        try {
          const { release, results } = await service.match(batch, options);
          return { release, results: await decide(results) };
        } catch (error) {
          if (!(error instanceof StopError) || error.answered.length === 0) throw error;
          const { exitCode, reason, message, hint = "", answered } = error;
          throw new StopError(exitCode, reason, message, hint, await decide(answered));
        }
      },
    },
    count() {
      const counts = { holds: 0, expired: 0, withheld: 0 };
      for (const state of states.values()) counts[state] += 1;
      return counts;
    },
  };
}

/** Those of everybody whom the decisions name; undefined where the service does not answer. */
async function profilesFor(
  results: readonly MatchResult[],
  rows: DecidedRows["rows"],
  service: Pick<SearchService, "profiles">,
): Promise<Map<string, Profile> | undefined> {
  const known = new Map<string, Profile>();
  for (const { profile } of results) if (profile !== undefined) known.set(profile.npi, profile);
  const named = results.flatMap(({ id }) => {
    const decision = rows.get(id);
    return decision === undefined ? [] : npisOf(decision);
  });
  const wanted = [...new Set(named)].filter((npi) => !known.has(npi));
  if (wanted.length === 0) return known;
  try {
    const profiles = await service.profiles(wanted);
    for (const profile of profiles) if (profile !== undefined) known.set(profile.npi, profile);
    return known;
  } catch (error) {
    if (error instanceof ServiceError && noAnswer.has(error.code)) return undefined;
    throw error;
  }
}

function namedBy({ npi, candidates = [] }: MatchResult): string[] {
  const named = candidates.map((candidate: MatchCandidate) => candidate.npi);
  return npi === undefined ? named : [npi, ...named];
}

function asDecided(
  { id }: MatchResult,
  { choice, decided_on }: Decision,
  profiles: ReadonlyMap<string, Profile>,
): MatchResult {
  const reason = `decided: ${reasonCodes.decided} on ${decided_on}`;
  if (choice === nobody) return { id, status: "no_match", confidence: 0, reason };
  const profile = profiles.get(choice);
  const matched: MatchResult = { id, status: "matched", npi: choice, confidence: 1, reason };
  return { ...matched, matched_on: decisionKey, ...(profile && { profile }) };
}

function unanswered(id: number): MatchResult {
  const reason = `no_answer: ${reasonCodes.no_answer}`;
  return { id, status: "error", confidence: 0, reason };
}
