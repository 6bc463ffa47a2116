import { Buffer } from "node:buffer";
import type { CellProblem, Table, TableHeader, TableRow } from "./table.ts";

const quote = 0x22;

/**
 * The same list as if some columns had never been there: cells and bytes of the others stay as
 * they are. Closing it closes the list.
 */
export function withoutColumns(table: Table, dropped: (column: string) => boolean): Table {
  const keeps = table.columns.map((column) => !dropped(column));
  const delimiter = table.dialect.delimiter.charCodeAt(0);
  const keptBytes = (raw: Uint8Array) => keepCells(raw, delimiter, keeps);
  const { header } = table;
  return {
    ...table,
    columns: table.columns.filter((_, index) => keeps[index]),
    dropped: table.columns.filter((_, index) => !keeps[index]),
    header: {
      ...header,
      raw: keptBytes(header.raw),
      ...(header.values === undefined ? {} : { values: keepValues(header.values, keeps) }),
    },
    async *rows(options) {
      for await (const batch of table.rows(options)) {
        yield batch.map((row) => keepRow(row, keeps, keptBytes));
      }
    },
  };
}

function keepRow(
  row: TableRow,
  keeps: readonly boolean[],
  keptBytes: (raw: Uint8Array) => Uint8Array,
): TableRow {
  if (row.kind === "blank_line") return row;
  const kept = <T>(items: readonly T[]) => items.filter((_, index) => keeps[index]);
  const { values, cellProblems } = row;
  return {
    ...row,
    cells: kept(row.cells),
    // What is no record has no cells to drop.
    raw: row.kind === "record" ? keptBytes(row.raw) : row.raw,
    ...(values === undefined ? {} : { values: kept(values) }),
    ...(cellProblems === undefined ? {} : { cellProblems: moveProblems(cellProblems, keeps) }),
  };
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

/** Cells beyond the header are kept; a short record has fewer cells to look at. */
function keepCells(raw: Uint8Array, delimiter: number, keeps: readonly boolean[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const separator = Uint8Array.of(delimiter);
  cellSpans(raw, delimiter).forEach(({ start, end }, index) => {
    if (keeps[index] === false) return;
    if (parts.length > 0) parts.push(separator);
    parts.push(raw.subarray(start, end));
  });
  return Buffer.concat(parts);
}

/** Where a cell's bytes are in its record. */
export interface CellSpan {
  start: number;
  end: number;
}

/** In a well-formed record a delimiter is one exactly where the quotes before it are even. */
export function cellSpans(raw: Uint8Array, delimiter: number): CellSpan[] {
  const spans: CellSpan[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < raw.length; i++) {
    if (raw[i] === quote) quoted = !quoted;
    if (raw[i] !== delimiter || quoted) continue;
    spans.push({ start, end: i });
    start = i + 1;
  }
  return [...spans, { start, end: raw.length }];
}
