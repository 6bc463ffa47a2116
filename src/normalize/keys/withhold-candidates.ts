import type { MatchCandidate } from "../../model/contract.ts";
import { codeOfReason, reasonCodes } from "../../model/reason.ts";
import type { Status } from "../../model/status.ts";

/** An answer, as far as it tells about those who were found. */
export interface TellingOfCandidates {
  readonly status: Status;
  readonly reason: string;
  readonly confidence?: number | undefined;
  /** Best first. */
  readonly candidates: readonly MatchCandidate[];
}

/**
 * An answer without those of its candidates about whom nothing may be told; undefined where nothing
 * is left to tell, because such a one ranks first or ties with the first, and to leave that one out
 * would hand the row to a namesake. One who ranks lower is left out, and the reason then says no
 * more than its code. Of a `no_match` anybody is left out.
 *
 * @param untold one per candidate
 */
export function withoutUntoldCandidates(
  answer: TellingOfCandidates,
  untold: readonly boolean[],
): TellingOfCandidates | undefined {
  if (!untold.includes(true)) return answer;
  const [first] = answer.candidates;
  const candidates = answer.candidates.filter((_, i) => !untold[i]);
  const told = { ...answer, reason: plainReason(answer.reason), candidates };
  if (answer.status === "no_match") {
    // Nobody ranks first here, so that there is no row to hand to a namesake.
    if (candidates[0] === first) return told;
    return { ...told, ...nobody, confidence: candidates[0]?.confidence ?? 0 };
  }
  // The first among them: equal confidence is its own.
  const leads = (one: MatchCandidate) => one.confidence === first?.confidence;
  return answer.candidates.some((one, i) => untold[i] && leads(one)) ? undefined : told;
}

/** As it stands where nobody came near. */
const nobody = { reason: `nobody: ${reasonCodes.nobody}` } as const;

/** The reason in the words of its code alone, which say nothing about whoever was left out. */
function plainReason(reason: string): string {
  const code = codeOfReason(reason);
  const words: Readonly<Record<string, string>> = reasonCodes;
  return `${code}: ${words[code] ?? "somebody is not shown"}`;
}
