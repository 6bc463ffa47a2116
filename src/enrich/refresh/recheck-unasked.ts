import type { Suppressions } from "../../model/suppressions.ts";
import type { Allowance } from "../allowance.ts";
import { type Finding, notAttempted } from "../finding.ts";
import type { Entry } from "../plan-batches.ts";
import type { RepeatedFindings } from "../repeated-findings.ts";
import { withhold } from "../withhold.ts";

/** What is done about rows that were left unasked, before they are written. */
export interface UnaskedRows {
  /** Whether all that their answers hang on still is what it was. */
  hold(): Promise<boolean>;
  /** Counts like the rows that are asked about from the start. */
  allows: Allowance;
  /** Settles their findings after all. */
  ask(entries: readonly Entry[]): Promise<void>;
}

/**
 * The last look at rows that were left unasked. Suppression is asked about them like about any other
 * row, whatever a receipt says of them. Where something changed meanwhile, or somebody is met, they
 * are asked about after all: what a list says of a person is too little to know who is suppressed.
 * A lead that stands in several of them is asked about once.
 */
export async function recheckUnasked(
  entries: readonly Entry[],
  suppressions: Suppressions,
  rows: UnaskedRows | undefined,
  repeated: RepeatedFindings,
): Promise<void> {
  const left = entries.filter(({ unasked }) => unasked === true);
  if (rows === undefined || left.length === 0) return;
  const open = (await rows.hold()) ? await met(left, suppressions) : left;
  if (open.length === 0) return;
  for (const entry of open) {
    Object.assign(entry, { unasked: undefined, askedUnder: undefined, finding: undefined });
  }
  const firsts = firstOfEachLead(open);
  const asked: Entry[] = [];
  for (const entry of firsts) {
    if (rows.allows(entry.row.number)) asked.push(entry);
    else entry.finding = notAttempted("request_limit");
  }
  if (asked.length > 0) await rows.ask(asked);
  for (const entry of firsts) repeated.keep(entry);
  for (const entry of open) repeated.share(entry);
}

function firstOfEachLead(entries: readonly Entry[]): Entry[] {
  const met = new Set<number>();
  return entries.filter(({ repeated }) => {
    if (repeated === 0) return true;
    const isFirst = !met.has(repeated);
    met.add(repeated);
    return isFirst;
  });
}

async function met(left: readonly Entry[], suppressions: Suppressions): Promise<readonly Entry[]> {
  const findings = left.map(({ finding }) => finding as Finding);
  const told = await withhold(findings, left, suppressions);
  return left.filter((_, i) => told[i] !== findings[i]);
}
