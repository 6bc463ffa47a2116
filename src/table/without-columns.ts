import { Buffer } from "node:buffer";
import type { Table, TableRow } from "./table.ts";

const quote = 0x22;

/**
 * The same list as if some columns had never been there: cells and bytes of the others stay as
 * they are. Closing it closes the list.
 */
export function withoutColumns(table: Table, dropped: (column: string) => boolean): Table {
  const keeps = table.columns.map((column) => !dropped(column));
  const delimiter = table.dialect.delimiter.charCodeAt(0);
  const keptBytes = (raw: Uint8Array) => keepCells(raw, delimiter, keeps);
  const { before, raw, ending, values } = table.header;
  const header = { before, raw: keptBytes(raw), ending };
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, index) => keeps[index] !== false);
  return {
    ...table,
    columns: table.columns.filter((_, index) => keeps[index]),
    header:
      values === undefined
        ? header
        : { ...header, values: { ...values, header: kept(values.header) } },
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
  const cells = row.cells.filter((_, index) => keeps[index]);
  // What is no record has no cells to drop.
  const raw = row.kind === "record" ? keptBytes(row.raw) : row.raw;
  return { ...row, cells, raw, ...keepStored(row, keeps) };
}

/** What a workbook's row has beside its texts, with the problems where their cells are now. */
function keepStored(
  { values, cellProblems }: TableRow,
  keeps: readonly boolean[],
): Pick<TableRow, "values" | "cellProblems"> {
  const position = keeps.map((_, index) => keeps.slice(0, index).filter(Boolean).length);
  return {
    ...(values === undefined
      ? {}
      : { values: values.filter((_, index) => keeps[index] !== false) }),
    ...(cellProblems === undefined
      ? {}
      : {
          cellProblems: cellProblems
            .filter(({ column }) => keeps[column] !== false)
            .map(({ column, problem }) => ({ column: position[column] ?? column, problem })),
        }),
  };
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

/** In a well-formed record a delimiter is one exactly where the quotes before it are even. */
function cellSpans(raw: Uint8Array, delimiter: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
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
