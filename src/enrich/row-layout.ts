import { createHash, type Hash } from "node:crypto";
import { ownCells } from "../table/output-text.ts";
import type { Table, TableRow } from "../table/table.ts";
import { createRowRanges, type RowRanges } from "./row-ranges.ts";

/** What the rows of a list were like before their output made them alike. */
export interface RowLayout {
  /** Cells of a record, where they are not as many as columns → its rows (row-ranges.ts). */
  cells: Record<string, string>;
  /** Rows that are no CSV records. */
  rejected: string;
  /** How many rows each part of `parts` covers. */
  part_rows: number;
  /**
   * The first eight hex digits of the SHA-256 over each `part_rows` rows, one after another: tells
   * where a list was edited. As in the untouched hash each row is ended by LF.
   */
  parts: string;
}

/** Takes the rows of a list in their order; blank lines are counted only. */
export interface RowLayoutCount {
  add(row: TableRow): void;
  rejected(): number;
  blankLines(): number;
  layout(): RowLayout;
}

const partRows = 100;
const partDigits = 8;

export function createRowLayout({
  columns,
  dialect,
}: Pick<Table, "columns" | "dialect">): RowLayoutCount {
  const width = columns.length;
  const byCells = new Map<number, RowRanges>();
  const rejectedRows = createRowRanges();
  let rejected = 0;
  let blankLines = 0;
  let rows = 0;
  let part: Hash = createHash("sha256");
  let parts = "";

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
      part.update(row.raw).update("\n");
      rows++;
      if (rows % partRows !== 0) return;
      parts += digits(part);
      part = createHash("sha256");
    },
    rejected: () => rejected,
    blankLines: () => blankLines,
    layout() {
      const ascending = [...byCells].sort(([a], [b]) => a - b);
      return {
        cells: Object.fromEntries(ascending.map(([own, ranges]) => [String(own), ranges.text()])),
        rejected: rejectedRows.text(),
        part_rows: partRows,
        parts: rows % partRows === 0 ? parts : parts + digits(part.copy()),
      };
    },
  };
}

function digits(part: Hash): string {
  return part.digest("hex").slice(0, partDigits);
}

/** First and last rows of the parts in which two lists differ; `rows` is how many the first has. */
export function differingParts(
  one: RowLayout,
  other: RowLayout,
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
