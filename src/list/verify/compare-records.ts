import { Buffer } from "node:buffer";
import { createRowLayout, type RowLayout } from "../../enrich/receipt/row-layout.ts";
import { createUntouchedHash } from "../../enrich/receipt/untouched-hash.ts";
import type { Table, TableRow } from "../../table/table.ts";

/** Two lists read side by side, row by row. */
export interface Comparison {
  /** Of each list. */
  enriched: ListSum;
  input: ListSum | undefined;
  /** Rows at which they differ, and the first of those. */
  differing: number;
  firstDiffering: readonly number[];
  /** How many of them have other cells, and not only other quotes around the same. */
  otherCells: number;
}

/** What a list comes to as a whole. */
interface ListSum {
  rows: number;
  untouched_sha256: string;
  layout: RowLayout;
}

export interface CompareOptions {
  /** Whether quotes count; a workbook keeps none. */
  by: "bytes" | "cells";
  signal: AbortSignal;
  onProgress?: ((rows: number) => void) | undefined;
}

/** As many as a sentence shows. */
const keptRows = 5;

/**
 * @param enriched the list as it was before the run (original-table.ts)
 * @param input undefined where there is nothing to compare with
 */
export async function compareRecords(
  enriched: Table,
  input: Table | undefined,
  { by, signal, onProgress }: CompareOptions,
): Promise<Comparison> {
  const one = createListSum(enriched);
  const other = input === undefined ? undefined : createListSum(input);
  const others = input === undefined ? undefined : rowsOf(input, signal);
  const firstDiffering: number[] = [];
  let differing = 0;
  let otherCells = 0;

  function note(row: TableRow | undefined, against: TableRow | undefined): void {
    if (row !== undefined && against !== undefined && isSame(row, against, by)) return;
    differing++;
    if (row === undefined || against === undefined || !hasSameCells(row, against)) otherCells++;
    if (firstDiffering.length < keptRows) firstDiffering.push((row ?? against)?.number ?? 0);
  }

  for await (const row of rowsOf(enriched, signal)) {
    one.add(row);
    if (row.number % 1000 === 0) onProgress?.(row.number);
    if (others === undefined || other === undefined) continue;
    const { value: against } = await others.next();
    if (against !== undefined) other.add(against);
    note(row, against ?? undefined);
  }
  if (others !== undefined && other !== undefined) {
    for await (const against of others) {
      other.add(against);
      note(undefined, against);
    }
  }
  const sums = { enriched: one.sum(), input: other?.sum() };
  return { ...sums, differing, firstDiffering, otherCells };
}

/** Every row, blank lines left out. */
export async function* rowsOf(table: Table, signal: AbortSignal): AsyncGenerator<TableRow, void> {
  for await (const batch of table.rows({ signal })) {
    for (const row of batch) if (row.kind !== "blank_line") yield row;
  }
}

function createListSum(table: Table): { add(row: TableRow): void; sum(): ListSum } {
  const untouched = createUntouchedHash();
  const layout = createRowLayout(table);
  return {
    add(row) {
      untouched.add(row);
      layout.add(row);
    },
    sum: () => ({
      rows: untouched.rows(),
      layout: layout.layout(),
      untouched_sha256: untouched.digest(),
    }),
  };
}

function isSame(row: TableRow, against: TableRow, by: CompareOptions["by"]): boolean {
  return (
    Buffer.compare(row.raw, against.raw) === 0 || (by === "cells" && hasSameCells(row, against))
  );
}

function hasSameCells(row: TableRow, against: TableRow): boolean {
  if (row.kind === "rejected" || against.kind === "rejected") return false;
  const filled = (cells: readonly string[]) => cells.slice(0, cells.findLastIndex(isFilled) + 1);
  const one = [...row.cells, ...filled(row.extra)];
  const other = [...against.cells, ...filled(against.extra)];
  return one.length === other.length && one.every((cell, i) => cell === other[i]);
}

function isFilled(cell: string): boolean {
  return cell !== "";
}
