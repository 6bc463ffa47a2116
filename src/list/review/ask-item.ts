import { toFinding } from "../../enrich/finding.ts";
import { withhold } from "../../enrich/withhold.ts";
import type { MatchContext, MatchResult } from "../../model/contract.ts";
import type { FieldEvidence } from "../../model/explanation.ts";
import type { Profile } from "../../model/profile.ts";
import { codeOfReason, reasonCodes } from "../../model/reason.ts";
import { type Suppressions, suppressionKeysOf } from "../../model/suppressions.ts";
import { ghostKeysOfRequest } from "../../normalize/keys/ghost-keys.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { ReviewItem } from "./review-item.ts";
import { tellableProfiles } from "./tellable-profiles.ts";

/** Somebody whom a lead may mean. */
export interface Candidate {
  profile: Profile;
  /** 0..1; undefined for one whom the list names and the registry would not find any more. */
  confidence: number | undefined;
  evidence: readonly FieldEvidence[];
}

export type Asked =
  | {
      kind: "asked";
      reason: string;
      candidates: readonly Candidate[];
    }
  /** Nothing may be told about the row. */
  | { kind: "withheld" }
  | { kind: "unanswered"; reason: string };

interface Asking {
  service: SearchService;
  suppressions: Suppressions;
  context: MatchContext;
  /** 0..1 */
  minConfidence: number;
  signal: AbortSignal;
}

/** More than there are keys for. */
const most = 9;

/** Who a lead may mean today: those found now, then those whom only the list names. */
export async function askItem(
  { request, candidates: named }: ReviewItem,
  { service, suppressions, context, minConfidence, signal }: Asking,
): Promise<Asked> {
  const own = suppressionKeysOf(request);
  const { npi: _, ...others } = own;
  // As everywhere else a registry here answers for a suppressed NPI as for an unknown one.
  const asked = service.traits.local ? others : own;
  const [isSuppressed] = await suppressions.areSuppressed([asked]);
  if (isSuppressed !== false) return { kind: "withheld" };
  const { results } = await service.match(
    {
      ...{ context, min_confidence: minConfidence, with_profile: true, explain: true },
      requests: [request],
    },
    { signal },
  );
  const [result] = results;
  if (result === undefined) throw new Error("the service left a request without an answer");
  const ghosts = () => ghostKeysOfRequest(request, context);
  const ownOfConflict = result.status === "conflict" ? own : undefined;
  const [finding] = await withhold(
    [toFinding(result)],
    [{ own: ownOfConflict, ghosts }],
    suppressions,
  );
  if (finding === undefined || finding.status === "suppressed") return { kind: "withheld" };
  if (finding.status === "error" || finding.status === "not_attempted") {
    return { kind: "unanswered", reason: finding.reason };
  }
  const today = [...(finding.npi === "" ? [] : [finding.npi]), ...finding.candidates.map(npiOf)];
  const npis = [...new Set([...today, ...named])].slice(0, most);
  const profiles = await tellableProfiles(npis, { service, suppressions });
  const candidates = npis.flatMap((npi): Candidate[] => {
    const profile = profiles.get(npi);
    return profile === undefined ? [] : [{ profile, ...weighed(npi, result) }];
  });
  // Words about a candidate who is not shown would tell of that one.
  const isWhole = today.every((npi) => profiles.has(npi));
  return {
    kind: "asked",
    reason: isWhole ? finding.reason : plainReason(finding.reason),
    candidates,
  };
}

function npiOf({ npi }: { npi: string }): string {
  return npi;
}

function plainReason(reason: string): string {
  const code = codeOfReason(reason);
  const words: Readonly<Record<string, string>> = reasonCodes;
  return words[code] === undefined ? code : `${code}: ${words[code]}`;
}

function weighed(
  npi: string,
  { npi: matched, confidence, candidates = [], explanation }: MatchResult,
): Pick<Candidate, "confidence" | "evidence"> {
  const explained = explanation?.candidates.find((one) => one.npi === npi);
  const candidate = candidates.find((one) => one.npi === npi);
  const own = npi === matched ? confidence : undefined;
  return {
    confidence: own ?? candidate?.confidence ?? explained?.confidence,
    evidence: explained?.evidence ?? candidate?.evidence ?? [],
  };
}
