import type { MatchResponse, MatchResult } from "../model/contract.ts";
import { StopError } from "../model/errors.ts";

type Change = (results: readonly MatchResult[]) => Promise<MatchResult[]>;

/** All answers of a batch go through `change`: those too that came before a service stopped. */
export async function changeAnswers(
  asked: Promise<MatchResponse>,
  change: Change,
): Promise<MatchResponse> {
  let response: MatchResponse;
  try {
    response = await asked;
  } catch (error) {
    if (!(error instanceof StopError) || error.answered.length === 0) throw error;
    const { exitCode, reason, message, hint = "", answered } = error;
    throw new StopError(exitCode, reason, message, hint, await change(answered));
  }
  return { ...response, results: await change(response.results) };
}
