import { isFormulaCell } from "../table/formula-cell.ts";
import type { TableRow } from "../table/table.ts";
import { count } from "./progress.ts";

const shownRows = 5;

/** Cells of a list that a spreadsheet would run as formulas: how many, and in which rows first. */
export interface FormulaCount {
  see(row: TableRow): void;
  /** Empty when there is none; never a cell's text. */
  lines(): string[];
}

export function createFormulaCount(): FormulaCount {
  let cells = 0;
  const first: number[] = [];
  return {
    see(row) {
      const found = formulasOf(row);
      if (found === 0) return;
      cells += found;
      if (first.length <= shownRows) first.push(row.number);
    },
    lines() {
      if (cells === 0) return [];
      const rows = first.slice(0, shownRows).join(", ");
      const more = first.length > shownRows ? " …" : "";
      const what = cells === 1 ? "1 cell" : `${count(cells)} cells`;
      return [
        `warning: a spreadsheet would run ${what} of the list as formulas (${first.length === 1 ? "row" : "rows"} ${rows}${more}); the list's cells stay as they are`,
        "  --format xlsx writes every cell as the text it is",
      ];
    },
  };
}

function formulasOf({ kind, cells, extra, raw }: TableRow): number {
  if (kind === "rejected") return isFormulaCell(Buffer.from(raw).toString("utf8")) ? 1 : 0;
  let found = 0;
  for (const cell of cells) if (isFormulaCell(cell)) found++;
  for (const cell of extra) if (isFormulaCell(cell)) found++;
  return found;
}

/** Said at every run that does not make our own cells inert. */
export const rawWarning =
  "warning: --raw leaves hb_ cells as they are; a spreadsheet may run one that begins with = + - or @";
