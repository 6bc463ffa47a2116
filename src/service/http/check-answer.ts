import type { MatchBatch, MatchResponse, MatchResult } from "../../model/contract.ts";

/**
 * The results in the order of the requests, or what makes the answer unusable: it has to be about
 * the leads that were asked about, each once, and must not contradict itself.
 */
export function checkAnswer(
  { results }: MatchResponse,
  { requests }: MatchBatch,
): MatchResult[] | string {
  if (results.length !== requests.length) return "not one result per lead";
  const byId = new Map(results.map((result) => [result.id, result]));
  const ordered: MatchResult[] = [];
  for (const { id } of requests) {
    const result = byId.get(id);
    if (result === undefined) return "other leads than asked";
    const contradiction = findContradiction(result);
    if (contradiction !== undefined) return contradiction;
    ordered.push(result);
  }
  return ordered;
}

function findContradiction({ status, npi, profile, candidates }: MatchResult): string | undefined {
  if (status === "matched" && npi === undefined) return "a match without an NPI";
  if (status !== "matched" && npi !== undefined) return "an NPI without a match";
  if (profile !== undefined && profile.npi !== npi) return "the profile of somebody else";
  const npis = [npi, ...(candidates ?? []).map((candidate) => candidate.npi)];
  if (npis.some((one) => one !== undefined && !/^\d{10}$/.test(one))) return "an NPI that is none";
  return undefined;
}
