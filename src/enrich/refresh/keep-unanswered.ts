import { unansweredStatuses } from "../../model/status.ts";
import { alwaysColumns } from "../cells/field-catalogue.ts";
import type { Entry } from "../plan-batches.ts";

const duplicatePlace = alwaysColumns.findIndex(({ name }) => name === "hb_duplicate_of");

/**
 * Where nobody answered, what the list says stays, and it is told since when it is not confirmed: an
 * outage takes nothing away. What it says is asked about at the write like any other finding.
 */
export function keepUnanswered(entries: readonly Entry[]): void {
  for (const entry of entries) {
    const { before, finding, duplicateOf } = entry;
    if (before === undefined || finding === undefined) continue;
    if (!unansweredStatuses.has(finding.status) || unansweredStatuses.has(before.finding.status))
      continue;
    const { kept } = before.finding;
    entry.askedUnder = undefined;
    entry.finding = {
      ...before.finding,
      stale: before.asOf,
      // Rows may have been moved or removed since.
      kept: kept?.with(duplicatePlace, duplicateOf === 0 ? "" : String(duplicateOf)),
    };
  }
}
