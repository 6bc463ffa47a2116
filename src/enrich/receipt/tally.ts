import { codeOfReason } from "../../model/reason.ts";
import { type Status, statuses } from "../../model/status.ts";
import { alwaysColumns } from "../cells/field-catalogue.ts";
import { createFillCount } from "../cells/fill-count.ts";
import type { Finding } from "../finding.ts";
import type { Receipt } from "./receipt.ts";

/** Counts rows as they are written. */
export interface Tally {
  add(row: number, finding: Finding, isDuplicate: boolean): void;
  /** Rows by status so far, counted on. */
  statuses(): Readonly<Record<Status, number>>;
  counts(): Pick<
    Receipt,
    "rows_out" | "statuses" | "reasons" | "duplicate_rows" | "first_row" | "filled"
  >;
}

/** @param fields the profile columns */
export function createTally(fields: readonly string[] = []): Tally {
  const byStatus = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<
    Status,
    number
  >;
  const byReason = new Map<string, number>();
  const firstRow: Partial<Record<Status, number>> = {};
  const fill = createFillCount(fields);
  let rows = 0;
  let duplicates = 0;
  return {
    add(row, { status, reason, cells, kept }, isDuplicate) {
      rows++;
      fill.add(kept === undefined ? cells : kept.slice(alwaysColumns.length));
      byStatus[status]++;
      firstRow[status] ??= row;
      const code = codeOfReason(reason);
      byReason.set(code, (byReason.get(code) ?? 0) + 1);
      if (isDuplicate && status !== "suppressed") duplicates++;
    },
    statuses: () => byStatus,
    counts: () => ({
      rows_out: rows,
      statuses: byStatus,
      reasons: [...byReason].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
      duplicate_rows: duplicates,
      first_row: firstRow,
      filled: fill.filled(),
    }),
  };
}
