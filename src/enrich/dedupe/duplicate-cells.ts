import type { Finding } from "../finding.ts";
import type { Survivor } from "./survivors.ts";

/** Columns of the log of duplicates, in order; the list's own follow where rows were dropped. */
export const duplicateColumns = [
  "file",
  "row",
  "duplicate_of",
  "tier",
  "reason",
  "source",
  "timestamp",
] as const;

/** Who is logged, and in which run. */
export interface LoggedRow {
  list: string;
  row: number;
  finding: Pick<Finding, "matchedOn">;
  survivor: Survivor;
  /** ISO 8601, UTC. */
  timestamp: string;
}

/** A row of the log, in the order of `duplicateColumns`. No NPI: that stands in the output. */
export function duplicateCells({ list, row, finding, survivor, timestamp }: LoggedRow): string[] {
  const where = survivor.isElsewhere ? ` of ${survivor.list}` : "";
  return [
    list,
    String(row),
    survivorText(survivor),
    finding.matchedOn,
    `same_npi: matched to the NPI that row ${survivor.row}${where} is matched to`,
    survivor.list,
    timestamp,
  ];
}

/** How `hb_duplicate_of` names a survivor: its row, and its list where that is another one. */
export function survivorText({ list, row, isElsewhere }: Survivor): string {
  return isElsewhere ? `${list}:${row}` : String(row);
}
