import { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import type { TableRow } from "../table.ts";

/** What a sheet of a workbook can hold. */
export const maxSheetRows = 1_048_576;
export const maxSheetColumns = 16_384;
/** UTF-16 units. */
export const maxCellLength = 32_767;

/** Nothing is cut: InputError `cell_too_long` for a row with a cell that no workbook can hold. */
export function requireRowFits(row: TableRow): void {
  if (row.kind === "rejected") {
    // Every character is at least one byte, so that most lines need not be decoded.
    if (row.raw.length > maxCellLength) requireFits(textOf(row), row.number, 0);
    return;
  }
  for (const [column, cell] of row.cells.entries()) requireFits(cell, row.number, column);
  for (const [i, cell] of row.extra.entries()) requireFits(cell, row.number, row.cells.length + i);
}

/** The whole line of a rejected row. */
export function textOf({ raw }: TableRow): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8");
}

/** `column`: 0-based. `row`: 0 is the header. */
export function requireFits(text: string, row: number, column: number): void {
  if (text.length <= maxCellLength) return;
  const where = row === 0 ? "The header" : `Row ${row}`;
  throw new InputError(
    "cell_too_long",
    `${where}, column ${column + 1} holds more than the 32,767 characters that a workbook's cell can.`,
    "Write a text file instead: --format csv.",
  );
}

export function requireColumnsFit(columns: number): void {
  if (columns <= maxSheetColumns) return;
  throw new InputError(
    "too_many_columns",
    `The output has ${columns} columns, more than the 16,384 that a workbook's sheet can have.`,
    "Write a text file instead: --format csv.",
  );
}
