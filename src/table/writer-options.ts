import type { OpenOutputOptions } from "./files/open-output.ts";
import type { Table } from "./table.ts";

/** What every writer of a list is opened with. */
export interface WriterOptions
  extends Pick<Table, "columns" | "header" | "dialect" | "sheet">,
    OpenOutputOptions {
  /** Names of the columns whose cells `write` is given. */
  added: readonly string[];
  /** Cells beyond the header of the longest row: that many `hb_extra_n` columns. */
  extraColumns: number;
  signal: AbortSignal;
}

/** Names of the columns for cells beyond the header: no two columns get one name. */
export function extraColumnNames({
  columns,
  extraColumns,
}: Pick<WriterOptions, "columns" | "extraColumns">): string[] {
  const taken = takenExtras(columns);
  return Array.from({ length: extraColumns }, (_, i) => `hb_extra_${taken + i + 1}`);
}

/** The highest `hb_extra_n` of an earlier run, or 0. */
function takenExtras(columns: readonly string[]): number {
  let taken = 0;
  for (const column of columns) {
    const n = /^\s*hb_extra_(\d{1,6})\s*$/i.exec(column)?.[1];
    if (n !== undefined) taken = Math.max(taken, Number(n));
  }
  return taken;
}
