import { type Disclosures, localRecipient } from "../model/disclosures.ts";
import type { Entry } from "./plan-batches.ts";

/**
 * Records whom rows tell about as they are written, so that nobody is recorded who is withheld: the
 * answer and the candidates of each lead, once. What an earlier run has written is told already.
 */
export function recordTold(
  entries: readonly Entry[],
  disclosures: Pick<Disclosures, "record">,
): void {
  const profiles: string[] = [];
  const numbers: string[] = [];
  for (const { finding, duplicateOf } of entries) {
    if (finding === undefined || finding.kept !== undefined || duplicateOf !== 0) continue;
    const { npi, cells, candidates } = finding;
    if (npi !== "") (cells.length > 0 ? profiles : numbers).push(npi);
    for (const candidate of candidates) numbers.push(candidate.npi);
  }
  disclosures.record(localRecipient, "profile", profiles);
  disclosures.record(localRecipient, "npi", numbers);
}
