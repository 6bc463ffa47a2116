import type { Table, TableRow } from "../../table/table.ts";
import { ownCells } from "../../table/text/output-text.ts";
import { createRowParts, partDigits, partRows } from "./row-parts.ts";
import { createRowRanges, type RowRanges } from "./row-ranges.ts";

/** What the rows of a list were like before their output made them alike. */
export interface RowLayout {
  /** Cells of a record, where they are not as many as columns → its rows (row-ranges.ts). */
  cells: Record<string, string>;
  /** Rows that are no CSV records. */
  rejected: string;
  /** How many rows each part of `parts` covers. */
  part_rows: number;
  /** Tells where a list was edited (row-parts.ts). */
  parts: string;
}

/** Takes the rows of a list in their order; blank lines are counted only. */
export interface RowLayoutCount {
  add(row: TableRow): void;
  rejected(): number;
  blankLines(): number;
  layout(): RowLayout;
}

export function createRowLayout({
  columns,
  dialect,
}: Pick<Table, "columns" | "dialect">): RowLayoutCount {
  const width = columns.length;
  const byCells = new Map<number, RowRanges>();
  const rejectedRows = createRowRanges();
  let rejected = 0;
  let blankLines = 0;
  const parts = createRowParts();

  function noteCells(row: TableRow): void {
    const own = ownCells(row, width, dialect.delimiter);
    if (own === width) return;
    const ranges = byCells.get(own) ?? createRowRanges();
    byCells.set(own, ranges);
    ranges.add(row.number);
  }

  return {
    add(row) {
      if (row.kind === "blank_line") {
        blankLines++;
        return;
      }
      if (row.kind === "rejected") {
        rejected++;
        rejectedRows.add(row.number);
      } else noteCells(row);
      parts.add(row.raw);
    },
    rejected: () => rejected,
    blankLines: () => blankLines,
    layout() {
      const ascending = [...byCells].sort(([a], [b]) => a - b);
      return {
        cells: Object.fromEntries(ascending.map(([own, ranges]) => [String(own), ranges.text()])),
        rejected: rejectedRows.text(),
        part_rows: partRows,
        parts: parts.text(),
      };
    },
  };
}

/** First and last rows of the parts in which two lists differ; `rows` is how many the first has. */
export function differingParts(
  one: Pick<RowLayout, "parts" | "part_rows">,
  other: Pick<RowLayout, "parts">,
  rows: number,
): [first: number, last: number][] {
  const differing: [number, number][] = [];
  const longest = Math.max(one.parts.length, other.parts.length);
  for (let at = 0, first = 1; at < longest; at += partDigits, first += one.part_rows) {
    const end = at + partDigits;
    if (one.parts.slice(at, end) === other.parts.slice(at, end)) continue;
    const last = Math.max(first, Math.min(rows, first + one.part_rows - 1));
    const before = differing.at(-1);
    if (before?.[1] === first - 1) before[1] = last;
    else differing.push([first, last]);
  }
  return differing;
}
