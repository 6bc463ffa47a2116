import { Buffer } from "node:buffer";
import { stringify } from "csv-stringify/sync";
import type { Dialect, TableRow } from "../table.ts";
import { createRecordScanner } from "./scan-records.ts";

/** Bytes to begin the output with: UTF-8 that Excel recognises where the input was no plain UTF-8. */
export function outputBom({ bom, encoding }: Pick<Dialect, "bom" | "encoding">): Uint8Array {
  return bom || encoding !== "utf-8" ? Buffer.from("\uFEFF") : Buffer.alloc(0);
}

/** What may call for quotes under any delimiter; csv-stringify decides then. */
const mayNeedQuotes = /["\r\n\t,;|\uFEFF]/;

/** One record without its ending, quoted where it must be. */
export function formatRecord(cells: readonly string[], delimiter: string): string {
  // A record of several plain cells needs no quoting, and most of what we add is plain.
  if (cells.length > 1 && !cells.some((cell) => mayNeedQuotes.test(cell))) {
    return cells.join(delimiter);
  }
  return stringify([[...cells]], { delimiter, eof: false });
}

/** One of several cells of a record, quoted where it must be. */
export function formatCell(cell: string, delimiter: string): string {
  return mayNeedQuotes.test(cell) ? stringify([[cell]], { delimiter, eof: false }) : cell;
}

/** Any text as one quoted cell. */
export function formatQuoted(text: string, delimiter: string): string {
  return stringify([[text]], { delimiter, eof: false, quoted: true, quoted_empty: true });
}

/** How many cells the row's own text has, without the ones it was padded with. */
export function ownCells(row: TableRow, columns: number, delimiter: string): number {
  if (row.extra.length > 0 || row.cells[columns - 1] !== "") return columns + row.extra.length;
  const raw = Buffer.from(row.raw.buffer, row.raw.byteOffset, row.raw.byteLength);
  const scanner = createRecordScanner(raw, true, { delimiter, width: 0, file: "" });
  return scanner.scan(0)?.cells ?? 1;
}
