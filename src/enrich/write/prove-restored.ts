import { Buffer } from "node:buffer";
import type { Dialect, TableRow } from "../../table/table.ts";
import { cellSpans } from "../../table/text/cell-spans.ts";
import { ownCells } from "../../table/text/output-text.ts";
import type { CellRestorer } from "./restore-cells.ts";
import type { OutputCells, WrittenRow } from "./write-row.ts";

interface ProofOptions {
  /** The one that undo puts cells back with. */
  restore: CellRestorer;
  as: OutputCells["as"];
  width: number;
  delimiter: Dialect["delimiter"];
}

/**
 * The written row taken back, for the hash of what is untouched. Proof, not hope: a row that does not
 * come back as it was stops the run before its output is there.
 */
export function proveRestored(
  row: TableRow,
  { row: written, replaced }: WrittenRow,
  { restore, as, width, delimiter }: ProofOptions,
): TableRow {
  if (replaced.length === 0 && written === row) return row;
  const back = restore(written, replaced);
  const isWhole = back.restored.length === replaced.length;
  if (!isWhole || back.row.cells.some((cell, index) => cell !== row.cells[index])) {
    throw new Error("cells that were written over do not come back");
  }
  // A workbook holds values; what they are as text is the list's own to say.
  if (as === "workbook" && row.values === undefined) return row;
  const spans = cellSpans(back.row.raw, delimiter.charCodeAt(0));
  const end = spans[ownCells(row, width, delimiter) - 1]?.end ?? 0;
  const raw = Buffer.from(back.row.raw.subarray(0, end));
  if (raw.compare(row.raw) !== 0) throw new Error("a row that was written over does not come back");
  return { ...back.row, raw };
}
