import { duplicateColumns } from "../../enrich/dedupe/duplicate-cells.ts";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { InputError } from "../../model/errors.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { cellSpans } from "../../table/text/cell-spans.ts";
import { createRowShapes } from "./row-shapes.ts";

const ours = duplicateColumns.length;
const numberPlace = duplicateColumns.indexOf("row");

/**
 * The rows that a run has left out, as they stood, from its log of duplicates. Throws InputError for
 * a log that has not the columns of the run's list.
 */
export async function* droppedRows(
  log: Table,
  receipt: ReceiptFile,
  signal: AbortSignal,
): AsyncGenerator<TableRow, void> {
  const { list, extra } = receipt.columns;
  const isOurs = duplicateColumns.every((name, i) => log.columns[i] === name);
  if (!isOurs || log.columns.length !== ours + list + extra) throw otherLog(log.file);
  const shapeOf = createRowShapes(receipt.layout);
  const delimiter = log.dialect.delimiter.charCodeAt(0);

  /** Cells that were filled up, and those of longer rows, are not the row's own. */
  function restore(row: TableRow): TableRow {
    const number = Number(row.cells[numberPlace]);
    const spans = cellSpans(row.raw, delimiter).slice(ours);
    const shape = shapeOf(number);
    const own = typeof shape === "number" ? shape : list;
    const width = Math.max(own, spans.findLastIndex(({ start, end }) => end > start) + 1);
    const { start = 0 } = spans[0] ?? {};
    const { end = start } = spans[width - 1] ?? {};
    const cells = [...row.cells, ...row.extra].slice(ours, ours + width);
    return {
      ...row,
      number,
      raw: row.raw.subarray(start, end),
      cells: Array.from({ length: list }, (_, i) => cells[i] ?? ""),
      extra: cells.slice(list),
    };
  }

  for await (const batch of log.rows({ signal })) {
    for (const row of batch) if (row.kind === "record") yield restore(row);
  }
}

function otherLog(file: string): InputError {
  return new InputError(
    "duplicates_log_unusable",
    `${file} is not the log of duplicates of this run: it has other columns.`,
    "Name the log that the run wrote beside its output with --duplicates FILE.",
  );
}
