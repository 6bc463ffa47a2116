import type { Suppressions } from "../../model/suppressions.ts";
import type { Finding } from "../finding.ts";
import type { Entry } from "../plan-batches.ts";
import { withhold } from "../withhold.ts";

/** What is done about rows that were left unasked, before they are written. */
export interface UnaskedRows {
  /** Whether all that their answers hang on still is what it was. */
  hold(): Promise<boolean>;
  /** Settles their findings after all. */
  ask(entries: readonly Entry[]): Promise<void>;
}

/**
 * The last look at rows that were left unasked. Suppression is asked about them like about any other
 * row, whatever a receipt says of them. Where something changed meanwhile, or somebody is met, they
 * are asked about after all: what a list says of a person is too little to know who is suppressed.
 */
export async function recheckUnasked(
  entries: readonly Entry[],
  suppressions: Suppressions,
  rows: UnaskedRows | undefined,
): Promise<void> {
  const left = entries.filter(({ unasked }) => unasked === true);
  if (rows === undefined || left.length === 0) return;
  const open = (await rows.hold()) ? await met(left, suppressions) : left;
  if (open.length === 0) return;
  for (const entry of open) Object.assign(entry, { unasked: undefined, askedUnder: undefined });
  await rows.ask(open);
}

async function met(left: readonly Entry[], suppressions: Suppressions): Promise<readonly Entry[]> {
  const findings = left.map(({ finding }) => finding as Finding);
  const told = await withhold(findings, left, suppressions);
  return left.filter((_, i) => told[i] !== findings[i]);
}
