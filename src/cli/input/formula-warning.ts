import type { TableRow } from "../../table/table.ts";
import { isFormulaCell } from "../../table/text/formula-cell.ts";
import { count } from "../screen/progress.ts";

const shownRows = 5;

/** Cells of one kind in a list: how many, and in which rows first. */
export interface CellCount {
  see(row: TableRow): void;
  /** Empty when there is none; never a cell's text. */
  lines(): string[];
}

/** Cells of a list that a spreadsheet would run as formulas. */
export function createFormulaCount(): CellCount {
  return createCellCount(formulasOf, (cells, rows) => [
    `warning: a spreadsheet would run ${cells === 1 ? "1 cell" : `${count(cells)} cells`} of the list as formulas (${rows}); the list's cells stay as they are`,
    "  --format xlsx writes every cell as the text it is",
  ]);
}

/** Formulas of a workbook that no program has calculated: there is nothing to write for them. */
export function createLostFormulaCount(): CellCount {
  return createCellCount(uncalculatedIn, (cells, rows) => [
    `warning: ${cells === 1 ? "1 formula has" : `${count(cells)} formulas have`} no result in the workbook (${rows}) and ${cells === 1 ? "comes" : "come"} back as empty cells`,
    "  open the workbook in a spreadsheet program and save it there, then run again",
  ]);
}

function createCellCount(
  cellsOf: (row: TableRow) => number,
  words: (cells: number, rows: string) => string[],
): CellCount {
  let cells = 0;
  const first: number[] = [];
  return {
    see(row) {
      const found = cellsOf(row);
      if (found === 0) return;
      cells += found;
      if (first.length <= shownRows) first.push(row.number);
    },
    lines() {
      if (cells === 0) return [];
      const rows = first.slice(0, shownRows).join(", ");
      const more = first.length > shownRows ? " …" : "";
      return words(cells, `${first.length === 1 ? "row" : "rows"} ${rows}${more}`);
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

function uncalculatedIn({ cellProblems = [] }: TableRow): number {
  return cellProblems.filter(({ problem }) => problem === "uncalculated_formula").length;
}

/** Said at every run that does not make our own cells inert. */
export const rawWarning =
  "warning: --raw leaves hb_ cells as they are; a spreadsheet may run one that begins with = + - or @";
