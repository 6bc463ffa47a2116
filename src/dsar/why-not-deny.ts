import { daysBetween } from "./clock/calendar-days.ts";
import type { DenialBasis, RightsRequest } from "./request.ts";

export interface Denial {
  basis: DenialBasis;
  /** Why, as whoever asked is told; undefined where nothing was written. */
  grounds: string | undefined;
  /** There is no reasonable way to verify who asks: why, is in the grounds. */
  noMethod: boolean;
}

type Judged = Denial & {
  /** California's. */
  today: string;
  /** An agent asks who has shown none. */
  withoutPermission: boolean;
  /** It is on record why an opt-in is not carried out. */
  hindered: boolean;
};

export type DenialProblem = keyof typeof denialProblems;

/** Steps that leave nothing to deny as a whole. */
const acts = [
  ...["exported", "profile_suppressed", "profile_erased", "corrections_made"],
  ...["opted_out", "use_limited", "opted_in"],
];

/** Identity that is not verified by then may be a ground (rights.md section 5). */
const verifyDays = 45;

/** Why a request may not be denied so, as a code of `denialProblems`; undefined where it may. */
export function whyNotDeny(request: RightsRequest, denial: Judged): DenialProblem | undefined {
  const { type, done } = request;
  if (acts.some((kind) => done.has(kind))) return "denial_after_act";
  const isChoice = type === "opt-out" || type === "limit" || type === "opt-in";
  if (isChoice) return whyNotDenyChoice(request, denial);
  if (denial.basis === "not-verifiable") return whyNotUnverifiable(request, denial);
  if (denial.noMethod) return "no_method_of_another_basis";
  if (denial.withoutPermission || denial.basis === "not-consumer") return undefined;
  return denial.grounds === undefined ? "grounds_missing" : undefined;
}

/** §7026(e): on a documented belief of fraud alone; an agent needs signed permission, §7026(j). */
function whyNotDenyChoice(request: RightsRequest, judged: Judged): DenialProblem | undefined {
  const { basis, grounds, noMethod, withoutPermission } = judged;
  if (basis === "not-verifiable" || noMethod) return "verification_not_needed";
  if (request.type === "opt-in" && !request.held) return whyNotDenyOptIn(judged);
  if (basis === "exempt") return "denial_needs_fraud";
  if (request.held) return grounds === undefined ? "grounds_missing" : undefined;
  return withoutPermission ? undefined : "denial_needs_fraud";
}

/** Nobody has to sell what somebody lets them sell, but who asks is told why they do not come back. */
function whyNotDenyOptIn({
  basis,
  grounds,
  withoutPermission,
  hindered,
}: Judged): DenialProblem | undefined {
  if (withoutPermission && basis !== "exempt") return undefined;
  if (!hindered || basis === "not-consumer") return "opt_in_not_hindered";
  return grounds === undefined ? "grounds_missing" : undefined;
}

function whyNotUnverifiable(
  request: RightsRequest,
  { grounds, noMethod, withoutPermission, today }: Judged,
): DenialProblem | undefined {
  if (request.verified !== undefined) return "denial_of_verified";
  if (noMethod) return grounds === undefined ? "grounds_missing" : undefined;
  const isTried = request.failures > 0 || request.done.has("verification_refused");
  const isLate = daysBetween(request.received, today) >= verifyDays;
  return isTried || isLate || withoutPermission ? undefined : "verification_not_tried";
}

/** What is said of each, and what to do. */
export const denialProblems = {
  denial_after_act: [
    "Something of this request was done already: it cannot be denied as a whole.",
    "Finish it; what is left undone makes the answer `partly`.",
  ],
  verification_not_needed: [
    "Nobody has to prove who they are for this request (R26).",
    "Carry it out. Only a documented belief of fraud, or an agent without permission, is a ground.",
  ],
  denial_needs_fraud: [
    "This request may be denied for a documented belief of fraud alone, or for an agent without permission.",
    "Document the belief first: heartbeat dsar hold --id ID",
  ],
  opt_in_not_hindered: [
    "An opt-in is denied under `exempt` or `other`, and where it is on record why it is not carried out.",
    "Try it first: heartbeat dsar opt-in --id ID. What refuses it is a ground, and so is an opt-in that is never confirmed.",
  ],
  denial_of_verified: [
    "Who asks was verified: that they could not be is no ground.",
    "Name another basis, or carry the request out.",
  ],
  verification_not_tried: [
    "Nothing has been verified or failed yet, and 45 days have not passed.",
    "Ask for what is needed first: heartbeat dsar letter --id ID --kind need-more",
  ],
  no_method_of_another_basis: [
    "--no-method is a ground of --basis not-verifiable alone.",
    "Leave it out, or name that basis.",
  ],
  grounds_missing: [
    "Whoever asked has to be told why, and nothing says it.",
    "Write it for them, without any value that identifies anybody, and give it with --grounds-file.",
  ],
} as const;
