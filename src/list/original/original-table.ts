import { Buffer } from "node:buffer";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { withRestoredCells } from "../../enrich/write/restore-table.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { type CellSpan, cellSpans } from "../../table/text/cell-spans.ts";
import { isLineProblem, rejectedLine } from "../../table/text/rejected-line.ts";
import { columnLayout } from "./column-layout.ts";
import { createListNumbers } from "./list-numbers.ts";
import { createRowShapes, type RowShape } from "./row-shapes.ts";

/**
 * An enriched list as the list it was made from: without the cells a run added or wrote, rows as wide as
 * they were, and lines that are no records as they stood. Nothing that somebody filled in since is
 * left out, so that a list edited after the run keeps its edits; rows that the run dropped are not
 * there, and the others have their numbers in the list. Closing it closes the enriched list.
 */
export function originalTable(written: Table, receipt: ReceiptFile): Table {
  const enriched = withRestoredCells(written);
  const delimiter = enriched.dialect.delimiter.charCodeAt(0);
  const { keeps, isIntact } = columnLayout(enriched.columns, receipt.columns);
  const { list } = receipt.columns;
  const keepsInHeader = isIntact ? keeps.map((_, index) => index < list) : keeps;
  const inHeader = (_: unknown, index: number) => keepsInHeader[index] === true;
  const { values, raw, ...header } = enriched.header;
  const reason = enriched.columns.lastIndexOf("hb_reason");
  const width = isIntact ? list : keeps.filter(Boolean).length;

  /** Also of a row that was moved, whose number says nothing. */
  function isRejected({ raw }: TableRow, span: CellSpan | undefined): boolean {
    if (span === undefined) return false;
    const text = Buffer.from(raw.subarray(span.start, span.end)).toString("utf8");
    return isLineProblem(text.replace(/^"/, ""));
  }

  function restore(row: TableRow, shape: RowShape): TableRow {
    if (row.kind === "blank_line") return row;
    const spans = cellSpans(row.raw, delimiter);
    const kept = spans.filter((_, index) => keeps[index]);
    if (shape === "rejected" || isRejected(row, spans[reason])) {
      const line = rejectedLine(row.raw, kept);
      if (line !== undefined) return { ...row, kind: "rejected", raw: line, cells: noCells(width) };
    }
    const count = isIntact
      ? cellsLeft(kept, typeof shape === "number" ? shape : list)
      : kept.length;
    const cells = row.cells.filter((_, index) => keeps[index]);
    return {
      ...row,
      kind: "record",
      raw: joined(row.raw, kept.slice(0, count), delimiter),
      cells: cells.slice(0, width),
      extra: cells.slice(width, count),
      ...(row.values === undefined
        ? {}
        : { values: row.values.filter((_, index) => keeps[index]).slice(0, width) }),
    };
  }

  return {
    ...enriched,
    columns: enriched.columns.filter(inHeader),
    header: {
      ...header,
      raw: joined(raw, cellSpans(raw, delimiter).filter(inHeader), delimiter),
      ...(values === undefined
        ? {}
        : { values: { ...values, header: values.header.filter(inHeader) } }),
    },
    async *rows(options) {
      const shapeOf = createRowShapes(receipt.layout);
      const numberOf = createListNumbers(receipt.dropped?.rows ?? "");
      for await (const batch of enriched.rows(options)) {
        yield batch.map((row) => {
          const number = row.kind === "blank_line" ? 0 : numberOf(row.number);
          return restore({ ...row, number }, shapeOf(number));
        });
      }
    },
  };
}

function noCells(width: number): string[] {
  return new Array<string>(width).fill("");
}

/** As many as the row had, and more where a cell it did not have is filled now. */
function cellsLeft(spans: readonly CellSpan[], had: number): number {
  const filled = spans.findLastIndex(({ start, end }) => end > start);
  return Math.max(had, filled + 1);
}

function joined(raw: Uint8Array, spans: readonly CellSpan[], delimiter: number): Uint8Array {
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return new Uint8Array();
  // What lies together is copied together.
  if (spans.every((span, i) => i === 0 || span.start === (spans[i - 1]?.end ?? 0) + 1)) {
    return raw.subarray(first.start, last.end);
  }
  const separator = Uint8Array.of(delimiter);
  return Buffer.concat(
    spans.flatMap(({ start, end }, i) =>
      i === 0 ? [raw.subarray(start, end)] : [separator, raw.subarray(start, end)],
    ),
  );
}
