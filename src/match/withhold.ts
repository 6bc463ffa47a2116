import { reasonCodes } from "../model/reason.ts";
import { type Decision, isTie, listedOf, toReason } from "./decide.ts";
import type { Posterior, Ranked } from "./posterior.ts";
import type { ScoredCandidate } from "./score.ts";

/** Of everybody about whom nothing may be told: the same, whatever the cause. */
export const withheldDecision: Decision = {
  status: "suppressed",
  confidence: 0,
  reason: toReason("withheld", reasonCodes.withheld),
  candidates: [],
};

type IsWithheld = (npi: number) => boolean;

/**
 * Whether somebody withheld is the answer, ranks first, or is as likely as the first. Leaving such a
 * one out would hand the lead to a namesake. Of a `no_match` nobody is the answer.
 *
 * @param holder whose the NPI of a `conflict` is; he ranks among nobody
 */
export function isWithheldFirst(
  { status }: Decision,
  posterior: Posterior,
  isWithheld: IsWithheld,
  holder?: ScoredCandidate,
): boolean {
  if (status === "no_match") return false;
  const rivals = holder === undefined ? posterior.ranked : listedOf(posterior);
  const ranked = rivals.filter(({ candidate }) => candidate.record.npi !== holder?.record.npi);
  const [first] = ranked;
  return ranked.some((one) => isTie(first as Ranked, one) && isWithheld(npiOf(one)));
}

/** The others, as likely as they were with everybody. */
export function withoutWithheld(posterior: Posterior, isWithheld: IsWithheld): Posterior {
  const ranked = posterior.ranked.filter((one) => !isWithheld(npiOf(one)));
  return ranked.length === posterior.ranked.length ? posterior : { ...posterior, ranked };
}

function npiOf({ candidate }: Ranked): number {
  return candidate.record.npi;
}
