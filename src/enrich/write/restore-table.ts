import type { Table, TableRow } from "../../table/table.ts";
import { readReplacements, replacedColumn } from "./replacement.ts";
import { createCellRestorer } from "./restore-cells.ts";

/**
 * An enriched list whose cells say again what they said before runs wrote into them; all of its
 * columns stay. Closing it closes the list.
 */
export function withRestoredCells(table: Table): Table {
  const at = table.columns.findLastIndex(isReplacedColumn);
  if (at === -1) return table;
  const restore = createCellRestorer(table, table.format === "xlsx" ? "workbook" : "text");
  const restored = (row: TableRow): TableRow => {
    const cell = row.kind === "record" ? (row.cells[at] ?? "") : "";
    return cell === "" ? row : restore(row, readReplacements(cell)).row;
  };
  return {
    ...table,
    async *rows(options) {
      for await (const batch of table.rows(options)) yield batch.map(restored);
    },
  };
}

function isReplacedColumn(column: string): boolean {
  return column.trim().toLowerCase() === replacedColumn;
}
