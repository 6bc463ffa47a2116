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

/** `code: words`, of a length that a cell can show, and nothing that steers a terminal. */
const reasonForm = /^[a-z][a-z0-9_]*: [^\p{Cc}]{1,2000}$/u;

function findContradiction(result: MatchResult): string | undefined {
  const { status, npi, profile, candidates, reason, matched_on = "" } = result;
  if (!reasonForm.test(reason)) return "a reason that is none";
  if (!/^[^\p{Cc}]{0,200}$/u.test(matched_on)) return "no word for what was matched on";
  if (status === "matched" && npi === undefined) return "a match without an NPI";
  if (status !== "matched" && npi !== undefined) return "an NPI without a match";
  if (profile !== undefined && profile.npi !== npi) return "the profile of somebody else";
  const npis = [npi, ...(candidates ?? []).map((candidate) => candidate.npi)];
  if (npis.some((one) => one !== undefined && !/^\d{10}$/.test(one))) return "an NPI that is none";
  return undefined;
}
