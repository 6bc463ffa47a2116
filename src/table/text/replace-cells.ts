import { Buffer } from "node:buffer";
import type { Dialect, SheetValue, TableRow } from "../table.ts";
import { cellSpans } from "./cell-spans.ts";
import { parseCells } from "./parse-cells.ts";

/** A cell of a row as it is to be. */
export interface NewCell {
  /** 0-based. */
  index: number;
  /** What it says. */
  text: string;
  /** As it stands in a text with delimiters, quotes included. */
  raw: string;
  /** As it is stored, of a workbook; without it the text. */
  value?: SheetValue | undefined;
}

/**
 * The record with some cells replaced; all other bytes of it stay as they are. A record that is too
 * short for a cell is filled up to it.
 */
export function replaceCells(
  row: TableRow,
  newCells: readonly NewCell[],
  delimiter: Dialect["delimiter"],
): TableRow {
  if (newCells.length === 0) return row;
  const cells = [...row.cells];
  const values = row.values === undefined ? undefined : [...row.values];
  for (const { index, text, value } of newCells) {
    cells[index] = text;
    if (values !== undefined) values[index] = value ?? { value: text === "" ? null : text };
  }
  const raw = splice(row.raw, new Map(newCells.map((cell) => [cell.index, cell.raw])), delimiter);
  return { ...row, cells, raw, ...(values === undefined ? {} : { values }) };
}

function splice(
  raw: Uint8Array,
  replaced: ReadonlyMap<number, string>,
  delimiter: Dialect["delimiter"],
): Uint8Array {
  const spans = cellSpans(raw, delimiter.charCodeAt(0));
  const width = Math.max(spans.length, 1 + Math.max(...replaced.keys()));
  const parts: Uint8Array[] = [];
  const separator = Buffer.from(delimiter);
  for (let index = 0; index < width; index++) {
    if (index > 0) parts.push(separator);
    const text = replaced.get(index);
    const span = spans[index];
    if (text !== undefined) parts.push(Buffer.from(text));
    else if (span !== undefined) parts.push(raw.subarray(span.start, span.end));
  }
  return Buffer.concat(parts);
}

/** The cell as it stands in its record; "" where the record ends before it. */
export function rawCell(row: TableRow, index: number, delimiter: Dialect["delimiter"]): string {
  const span = cellSpans(row.raw, delimiter.charCodeAt(0))[index];
  return span === undefined ? "" : Buffer.from(row.raw.subarray(span.start, span.end)).toString();
}

/** What a cell says that stands so in a record. */
export function textOfRawCell(raw: string, delimiter: Dialect["delimiter"]): string {
  if (!raw.includes('"')) return raw;
  const record = {
    raw: Buffer.from(raw),
    quoted: true,
    cells: 1,
    formulas: raw.startsWith('="') ? [0] : [],
  };
  const [cells] = parseCells([record], delimiter);
  return cells?.[0] ?? raw;
}
