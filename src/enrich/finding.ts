import type { MatchCandidate, MatchResult } from "../model/contract.ts";
import type { Profile } from "../model/profile.ts";
import { type ReasonCode, reasonCodes } from "../model/reason.ts";
import { answerStatuses, type Status } from "../model/status.ts";
import { type SuppressionKeys, suppressionKeysOfProfile } from "../model/suppressions.ts";
import type { CellOrigin } from "./cells/cell-origin.ts";
import type { Replacement } from "./write/replacement.ts";

/** What a row's cells will say; small, because repeated leads keep theirs for the whole run. */
export interface Finding {
  readonly status: Status;
  /** `code: words`. */
  readonly reason: string;
  /** 0..1; undefined when nothing was asked or nothing may be told. */
  readonly confidence?: number | undefined;
  readonly matchedOn: string;
  /** Ten digits, or "" unless `matched`. */
  readonly npi: string;
  /** Best first; empty unless `ambiguous`, `no_match` or `conflict`. */
  readonly candidates: readonly MatchCandidate[];
  /** By what the answer's person can be suppressed; undefined when the answer names nobody. */
  readonly keys?: SuppressionKeys | undefined;
  /**
   * Profile cells in the order of the wanted fields, then the values for the list's own columns;
   * empty unless `matched`.
   */
  readonly cells: readonly string[];
  /** Where they are from, in their order; only where that is asked for. */
  readonly origins?: readonly (CellOrigin | undefined)[] | undefined;
  /** Of a matched profile: values that are known to reach the person. */
  readonly reached?: readonly string[] | undefined;
  /** All cells as an earlier run wrote them, in the order of `outputColumns`. */
  readonly kept?: readonly string[] | undefined;
  /** Since when those cells are not confirmed: an ISO day or `unknown`; absent where they are. */
  readonly stale?: string | undefined;
  /** Of a matched profile: CMS switched the NPI off. */
  readonly inactive?: true | undefined;
  /** Of a match: it would be confirmed by its profile (refresh/confirm-by-profile.ts). */
  readonly confirmable?: true | undefined;
  /** What that run wrote into the row's own cells. */
  readonly replaced?: readonly Replacement[] | undefined;
}

/** In `matchedOn`: not evidence but a person says so. */
export const decisionKey = "decision";

const nothing = { matchedOn: "", npi: "", candidates: [], cells: [] } as const;

/** The same for everybody, whatever the cause: the reason may not tell one from another. */
export const withheld: Finding = {
  ...nothing,
  status: "suppressed",
  reason: `withheld: ${reasonCodes.withheld}`,
};

export function invalidInput(reason: string): Finding {
  return { ...nothing, status: "invalid_input", reason };
}

/** A row that was never asked, and why. */
export function notAttempted(code: ReasonCode): Finding {
  return { ...nothing, status: "not_attempted", reason: `${code}: ${reasonCodes[code]}` };
}

/** A row that was asked about and has no answer to write down. */
export function unanswered(code: ReasonCode): Finding {
  return { ...nothing, status: "error", reason: `${code}: ${reasonCodes[code]}` };
}

const namesCandidates: ReadonlySet<Status> = new Set(["ambiguous", "no_match", "conflict"]);
const maxCandidates = 5;

/** The finding of an answer; its profile cells are filled in once nobody has to be withheld. */
export function toFinding(result: MatchResult): Finding {
  const { status } = result;
  if (status === "suppressed") return withheld;
  return {
    status,
    reason: result.reason,
    confidence: answerStatuses.has(status) ? result.confidence : undefined,
    matchedOn: result.matched_on ?? "",
    npi: status === "matched" ? (result.npi ?? "") : "",
    candidates: namesCandidates.has(status) ? topCandidates(result.candidates) : [],
    keys: result.npi === undefined ? undefined : keysOf(result.npi, result.profile),
    cells: [],
  };
}

function topCandidates(all: readonly MatchCandidate[] | undefined): readonly MatchCandidate[] {
  if (all === undefined) return [];
  return all.length > maxCandidates ? all.slice(0, maxCandidates) : all;
}

function keysOf(npi: string, profile: Profile | undefined): SuppressionKeys {
  return profile === undefined ? { npi } : suppressionKeysOfProfile(profile);
}
