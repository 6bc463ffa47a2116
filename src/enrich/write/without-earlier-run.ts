import type { Table } from "../../table/table.ts";
import { withoutColumns } from "../../table/without-columns.ts";
import { existingHbColumns } from "../cells/output-columns.ts";
import { withRestoredCells } from "./restore-table.ts";

/**
 * A list as it was before it was enriched: without the `hb_` columns, which each record hands on,
 * and without what the run wrote into its own cells: nobody is to be searched by what was found
 * about them. Closing it closes the list.
 */
export function withoutEarlierRun(table: Table): Table {
  const existing = new Set(existingHbColumns(table.columns));
  if (existing.size === 0) return table;
  return withoutColumns(withRestoredCells(table), (column) => existing.has(column));
}
