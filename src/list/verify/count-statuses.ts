import { Buffer } from "node:buffer";
import { type Status, statuses } from "../../model/status.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { cellSpans } from "../../table/text/cell-spans.ts";

/** The statuses of an enriched list, counted anew. */
export interface StatusCount {
  counts: Record<Status, number>;
  /** Rows whose cell holds none of the eight. */
  none: number;
}

/** undefined where the list has no column `hb_status`. */
export async function countStatuses(
  enriched: Table,
  signal: AbortSignal,
): Promise<StatusCount | undefined> {
  const index = enriched.columns.findLastIndex((column) => column.trim() === "hb_status");
  if (index === -1) return undefined;
  const delimiter = enriched.dialect.delimiter.charCodeAt(0);
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as StatusCount["counts"];
  let none = 0;
  for await (const batch of enriched.rows({ signal })) {
    for (const row of batch) {
      if (row.kind === "blank_line") continue;
      const status = statusOf(row, index, delimiter);
      if (status === undefined) none++;
      else counts[status]++;
    }
  }
  return { counts, none };
}

/** A line of the list that is no CSV record may be none in the output either: its NUL is kept. */
function statusOf(row: TableRow, index: number, delimiter: number): Status | undefined {
  const text = row.kind === "record" ? row.cells[index] : cellOf(row.raw, index, delimiter);
  return statuses.find((status) => status === text?.trim());
}

function cellOf(raw: Uint8Array, index: number, delimiter: number): string | undefined {
  const span = cellSpans(raw, delimiter)[index];
  return span && Buffer.from(raw.subarray(span.start, span.end)).toString("utf8");
}
