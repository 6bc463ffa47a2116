import { Buffer } from "node:buffer";
import type { Dialect, SheetValue, TableRow } from "../../table/table.ts";
import { defuseFormula } from "../../table/text/defuse-formula.ts";
import { formatCell } from "../../table/text/output-text.ts";
import {
  type NewCell,
  rawCell,
  replaceCells,
  textOfRawCell,
} from "../../table/text/replace-cells.ts";
import type { CellDecision } from "./choose-cells.ts";
import { type Replacement, valueWas } from "./replacement.ts";

/** How the output holds its cells. */
export interface OutputCells {
  /** A text with delimiters has bytes to be put back, a workbook values. */
  as: "text" | "workbook";
  /** Where a spreadsheet would run a cell of ours as a formula, it is kept from it. */
  defuse: boolean;
}

/** A row as it is written, and what takes it back. */
export interface WrittenRow {
  row: TableRow;
  replaced: readonly Replacement[];
  /** As they came out: a value that the output cannot hold as it is, is not written. */
  decisions: readonly CellDecision[];
}

/** Writes what was decided for a row into its cells. */
export function writeRow(
  row: TableRow,
  decisions: readonly CellDecision[],
  { as, defuse }: OutputCells,
  delimiter: Dialect["delimiter"],
): WrittenRow {
  const newCells: NewCell[] = [];
  const replaced: Replacement[] = [];
  const cameOut = decisions.map((decision): CellDecision => {
    const { index, name } = decision;
    if (decision.text === "") return decision;
    const text = defuse ? defuseFormula(decision.text) : decision.text;
    const raw = formatCell(text, delimiter);
    const was = formerCell(row, index, as, delimiter);
    if (was === undefined || !isReadBack(text, raw, delimiter)) {
      return { ...decision, rule: "kept", text: "" };
    }
    newCells.push({ index, text, raw });
    replaced.push({ column: index + 1, name, ...was, is: text });
    return { ...decision, text };
  });
  return { row: replaceCells(row, newCells, delimiter), replaced, decisions: cameOut };
}

/**
 * Writes what an earlier run has written, once the row is again as it was before. A cell that was
 * edited since has kept its edit, and keeps it here.
 */
export function writeAgain(
  row: TableRow,
  replaced: readonly Replacement[],
  { as }: OutputCells,
  delimiter: Dialect["delimiter"],
  indexOf: (one: Replacement) => number | undefined,
): WrittenRow {
  const newCells: NewCell[] = [];
  const again: Replacement[] = [];
  for (const one of replaced) {
    const index = indexOf(one);
    if (index === undefined || !standsAsItWas(row, index, one, delimiter)) continue;
    const was = formerCell(row, index, as, delimiter);
    if (was === undefined) continue;
    newCells.push({ index, text: one.is, raw: formatCell(one.is, delimiter) });
    again.push({ column: index + 1, name: one.name, ...was, is: one.is });
  }
  return { row: replaceCells(row, newCells, delimiter), replaced: again, decisions: [] };
}

function standsAsItWas(
  row: TableRow,
  index: number,
  { was, format, date }: Replacement,
  delimiter: Dialect["delimiter"],
): boolean {
  const from = row.values === undefined ? "text" : "workbook";
  const stands = formerCell(row, index, from, delimiter);
  return stands?.was === was && stands.format === format && stands.date === date;
}

/** undefined for what could not be told and put back. */
function formerCell(
  row: TableRow,
  index: number,
  as: OutputCells["as"],
  delimiter: Dialect["delimiter"],
): Pick<Replacement, "was" | "format" | "date"> | undefined {
  if (as === "text") return { was: rawCell(row, index, delimiter) };
  const stored: SheetValue | undefined = row.values?.[index];
  if (stored === undefined) return { was: row.cells[index] ?? "" };
  const { value } = stored;
  const isTold = !(value instanceof Date) || !Number.isNaN(value.getTime());
  return isTold ? valueWas(stored) : undefined;
}

/** Whether whoever reads the output finds this very text in the cell. */
function isReadBack(text: string, raw: string, delimiter: Dialect["delimiter"]): boolean {
  if (text.includes("\0") || Buffer.from(text).toString() !== text) return false;
  return textOfRawCell(raw, delimiter) === text;
}
