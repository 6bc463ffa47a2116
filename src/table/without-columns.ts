import { Buffer } from "node:buffer";
import type { CellProblem, Table, TableHeader, TableRow } from "./table.ts";
import { type CellSpan, cellSpans } from "./text/cell-spans.ts";
import { isLineProblem, rejectedLine } from "./text/rejected-line.ts";

/**
 * The same list as if some columns had never been there: cells and bytes of the others stay as
 * they are, and a line that a run put into one cell is a rejected line again where the run's reason
 * is among the columns dropped. Each record hands on what was dropped of it. Closing it closes the
 * list.
 */
export function withoutColumns(table: Table, dropped: (column: string) => boolean): Table {
  const keeps = table.columns.map((column) => !dropped(column));
  const delimiter = table.dialect.delimiter.charCodeAt(0);
  const reason = table.columns.findLastIndex(
    (column, index) => keeps[index] === false && /^\s*hb_reason\s*$/i.test(column),
  );
  const { header } = table;

  function keepRow(row: TableRow): TableRow {
    if (row.kind === "blank_line") return row;
    const spans = cellSpans(row.raw, delimiter);
    const problem = reason === -1 ? "" : reasonOf(row, reason, spans);
    const line = isLineProblem(problem) ? rejectedLine(row.raw, spans.filter(isKept)) : undefined;
    if (line !== undefined) return toRejected(row, line, problem);
    // What is no record has no cells to drop.
    if (row.kind === "rejected") return { ...row, cells: row.cells.filter(isKept) };
    const { values, cellProblems } = row;
    return {
      ...row,
      cells: row.cells.filter(isKept),
      dropped: row.cells.filter((_, index) => !keeps[index]),
      raw: keepCells(row.raw, spans, delimiter, keeps),
      ...(values === undefined ? {} : { values: values.filter(isKept) }),
      ...(cellProblems === undefined ? {} : { cellProblems: moveProblems(cellProblems, keeps) }),
    };
  }

  function toRejected(row: TableRow, line: Uint8Array, problem: string): TableRow {
    const { number, line: at, ending } = row;
    const cells = row.cells.filter(isKept).map(() => "");
    return { kind: "rejected", number, line: at, cells, extra: [], raw: line, ending, problem };
  }

  /** Cells beyond the header are kept. */
  function isKept(_: unknown, index: number): boolean {
    return keeps[index] !== false;
  }

  return {
    ...table,
    columns: table.columns.filter(isKept),
    dropped: table.columns.filter((_, index) => !keeps[index]),
    header: {
      ...header,
      raw: keepCells(header.raw, cellSpans(header.raw, delimiter), delimiter, keeps),
      ...(header.values === undefined ? {} : { values: keepValues(header.values, keeps) }),
    },
    async *rows(options) {
      for await (const batch of table.rows(options)) yield batch.map(keepRow);
    },
  };
}

/** Also of a line that is no record in the output either: its NUL is kept. */
function reasonOf(row: TableRow, column: number, spans: readonly CellSpan[]): string {
  if (row.kind === "record") return row.cells[column] ?? "";
  const span = spans[column];
  if (span === undefined) return "";
  const text = Buffer.from(row.raw.subarray(span.start, span.end)).toString("utf8");
  return text.replace(/^"(.*)"$/s, (_, cell: string) => cell.replaceAll('""', '"'));
}

/** Rows before the header belong to no column. */
function keepValues(
  { before, header }: NonNullable<TableHeader["values"]>,
  keeps: readonly boolean[],
): NonNullable<TableHeader["values"]> {
  return { before, header: header.filter((_, index) => keeps[index]) };
}

function moveProblems(
  problems: readonly CellProblem[],
  keeps: readonly boolean[],
): readonly CellProblem[] {
  return problems
    .filter(({ column }) => keeps[column])
    .map(({ column, problem }) => ({
      column: keeps.slice(0, column).filter(Boolean).length,
      problem,
    }));
}

/** A short record has fewer cells to look at. Cells that stand together are one view of the record. */
function keepCells(
  raw: Uint8Array,
  spans: readonly CellSpan[],
  delimiter: number,
  keeps: readonly boolean[],
): Uint8Array {
  const runs: CellSpan[] = [];
  spans.forEach(({ start, end }, index) => {
    if (keeps[index] === false) return;
    const last = keeps[index - 1] === false ? undefined : runs.at(-1);
    if (last === undefined) runs.push({ start, end });
    else last.end = end;
  });
  const parts = runs.map(({ start, end }) => raw.subarray(start, end));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const separator = Uint8Array.of(delimiter);
  return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part])));
}
