import type { SheetValue, TableRow } from "../../src/table/table.ts";
import type { XlsxWriterOptions } from "../../src/table/xlsx/xlsx-writer.ts";
import { signal } from "./temp-list.ts";

/** What a list in memory is opened with for writing. */
export function listOptions(
  columns: readonly string[],
  more: Partial<XlsxWriterOptions> = {},
): XlsxWriterOptions {
  const raw = Buffer.from(columns.join(","));
  return {
    columns,
    header: { before: new Uint8Array(), raw, ending: "\n" },
    dialect: { delimiter: ",", encoding: "utf-8", bom: false, line_ending: "\n" },
    added: ["hb_status", "hb_confidence", "hb_npi"],
    extraColumns: 0,
    signal,
    ...more,
  };
}

export function record(number: number, cells: readonly string[], more: Partial<TableRow> = {}) {
  const raw = Buffer.from(cells.join(","));
  const row = { kind: "record", number, line: number + 1, cells, extra: [], raw, ending: "\n" };
  return { ...row, ...more } as TableRow;
}

/** A row of a workbook: its cells as they are stored, and the texts they stand for. */
export function stored(number: number, values: readonly SheetValue[], texts: readonly string[]) {
  return record(number, texts, { values });
}

export function rejected(number: number, line: string, columns: number): TableRow {
  const cells = new Array<string>(columns).fill("");
  return record(number, cells, { kind: "rejected", raw: Buffer.from(line), problem: "x: y" });
}

export const blankLine: TableRow = record(0, [], { kind: "blank_line", raw: new Uint8Array() });
