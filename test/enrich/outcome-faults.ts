import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import type { Receipt } from "../../src/enrich/receipt/receipt.ts";
import { statuses } from "../../src/model/status.ts";
import type { Table, TableRow } from "../../src/table/table.ts";
import type { MemoryWriter } from "../helpers/memory-table.ts";

type Written = MemoryWriter["written"];

export interface Outcome {
  written: Written;
  receipt: Receipt;
}

const columns = outputColumns(resolveFields(undefined));
const duplicateOf = columns.indexOf("hb_duplicate_of");

/**
 * What no run may come to, whatever befell its service: every row of the list once, in order and
 * untouched; exactly one status, counted right; and the answer of the unbroken run or none at all.
 *
 * @param whole what a run came to that nothing befell
 */
export function outcomeFaults(
  input: readonly TableRow[],
  { written, receipt }: Outcome,
  whole: Written,
): string[] {
  const rows = written.filter(({ row }) => row.kind !== "blank_line");
  return [
    ...inputFaults(input, written),
    ...rows.flatMap(({ row, cells }) => answerFaults(row, cells, whole)),
    ...countFaults(rows, receipt),
  ];
}

function inputFaults(input: readonly TableRow[], written: Written): string[] {
  const faults = input.length === written.length ? [] : ["other rows out than in"];
  input.forEach((row, i) => {
    const out = written[i]?.row;
    if (out?.number !== row.number) faults.push(`row ${row.number} is not in its place`);
    else if (!Buffer.from(out.raw).equals(row.raw)) faults.push(`row ${row.number} was changed`);
  });
  return faults;
}

function answerFaults({ number }: TableRow, cells: readonly string[], whole: Written): string[] {
  const [status = ""] = cells;
  if (cells.length !== columns.length) return [`row ${number} has ${cells.length} cells`];
  if (!(statuses as readonly string[]).includes(status)) return [`row ${number} has no status`];
  const expected = whole.find(({ row }) => row.number === number)?.cells ?? [];
  if (status === "error" || status === "not_attempted") {
    const isSilent = cells.every((cell, i) => i === 0 || i === 2 || i === duplicateOf || !cell);
    return isSilent ? [] : [`row ${number} has no answer and names somebody`];
  }
  const isSame = cells.every((cell, i) => cell === expected[i]);
  return isSame ? [] : [`row ${number} has another answer than in an unbroken run`];
}

function countFaults(rows: Written, receipt: Receipt): string[] {
  const sum = Object.values(receipt.statuses).reduce((total, count) => total + count, 0);
  const faults = sum === receipt.rows_in ? [] : [`${sum} statuses of ${receipt.rows_in} rows`];
  for (const status of statuses) {
    const counted = rows.filter(({ cells }) => cells[0] === status).length;
    if (counted !== receipt.statuses[status]) faults.push(`${status} is counted wrong`);
  }
  return faults;
}

/** Cells of rows without the number of the row that each repeats, which hangs on the whole list. */
export function answersOf(written: Written): string[] {
  return written.map(({ row, cells }) =>
    JSON.stringify([Buffer.from(row.raw).toString(), cells.filter((_, i) => i !== duplicateOf)]),
  );
}

/** Rows without an answer. */
export function missingOf(written: Written): number[] {
  return written
    .filter(({ cells }) => cells[0] === "error" || cells[0] === "not_attempted")
    .map(({ row }) => row.number);
}

export function requireNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join("; "));
}

export async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows({ signal: new AbortController().signal })) {
    rows.push(...batch);
  }
  return rows;
}
