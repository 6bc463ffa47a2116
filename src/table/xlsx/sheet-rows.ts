import { Buffer } from "node:buffer";
import type { SheetValue, TableHeader, TableRow } from "../table.ts";
import { formatRecord } from "../text/output-text.ts";
import { isBlankRow, rowTexts } from "./blank-row.ts";
import type { SheetStart } from "./find-header-row.ts";
import type { SheetRow } from "./row-builder.ts";

/** How a workbook's rows are written as CSV. */
const delimiter = ",";
const ending = "\r\n";
const nothing: SheetValue = { value: null };
/** A sheet's last row may be its millionth, behind as many blank ones. */
const none: readonly never[] = [];
const noBytes = new Uint8Array();

/** Where in the list a sheet's row comes. */
export interface SheetPosition {
  /** Number the next record gets. */
  number: number;
  /** Row of the sheet that comes next. */
  line: number;
}

/** Turns a sheet's row into rows of the list: the blank ones before it, and itself. */
export function* toTableRows(
  row: SheetRow,
  width: number,
  position: SheetPosition,
): Generator<TableRow, void> {
  while (position.line < row.number) yield blankRow(position.line++, none);
  position.line = row.number + 1;
  if (isBlankRow(row)) {
    yield blankRow(row.number, row.values);
    return;
  }
  const cells = pad(rowTexts(row), width, "");
  const record: TableRow = {
    kind: "record",
    number: position.number++,
    line: row.number,
    cells,
    extra: [],
    raw: Buffer.from(formatRecord(cells, delimiter)),
    ending,
    values: pad([...row.values], width, nothing),
  };
  yield row.problems.length === 0 ? record : { ...record, cellProblems: row.problems };
}

/** The header, and the rows before it as records that end with their last cell. */
export function toTableHeader(
  { before, header }: SheetStart,
  columns: readonly string[],
): TableHeader {
  const lines: string[] = [];
  const values: (readonly SheetValue[])[] = [];
  for (const row of before) {
    while (values.length < row.number - 1) {
      lines.push(ending);
      values.push([]);
    }
    lines.push(isBlankRow(row) ? ending : formatRecord(rowTexts(row), delimiter) + ending);
    values.push(row.values);
  }
  while (values.length < header.number - 1) {
    lines.push(ending);
    values.push([]);
  }
  return {
    before: Buffer.from(lines.join("")),
    raw: Buffer.from(formatRecord(columns, delimiter)),
    ending,
    values: { before: values, header: pad([...header.values], columns.length, nothing) },
  };
}

function blankRow(line: number, values: readonly SheetValue[]): TableRow {
  return {
    kind: "blank_line",
    number: 0,
    line,
    cells: none,
    extra: none,
    raw: noBytes,
    ending,
    values,
  };
}

function pad<T>(items: T[], width: number, filling: T): T[] {
  while (items.length < width) items.push(filling);
  return items;
}
