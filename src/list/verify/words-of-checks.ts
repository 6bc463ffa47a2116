import { type ReceiptFile, writtenSha256 } from "../../enrich/receipt/receipt-file.ts";
import { differingParts } from "../../enrich/receipt/row-layout.ts";
import { type Status, statuses } from "../../model/status.ts";
import type { Table } from "../../table/table.ts";
import { fileName } from "../evaluation/find-column.ts";
import { rowList } from "../evaluation/row-list.ts";
import type { Comparison } from "./compare-records.ts";
import type { StatusCount } from "./count-statuses.ts";
import type { MovedRecords } from "./moved-records.ts";

interface Said {
  ok: boolean | null;
  says: string;
}

export function inputWords(
  receipt: ReceiptFile,
  input: Table | undefined,
  compared: Comparison,
): Said {
  if (input === undefined) return { ok: null, says: "not checked: name the list with --against" };
  if (input.sha256() === receipt.input.sha256) return { ok: true, says: "the file the run read" };
  const name = fileName(input.file);
  if (compared.input?.untouched_sha256 === writtenSha256(receipt)) {
    return { ok: false, says: `${name} is not the file the run read, but has the same records` };
  }
  const where =
    compared.differing === 0
      ? "and neither is the enriched list made from it"
      : `and differs from the enriched list in ${rowsOfComparison(compared)}`;
  return { ok: false, says: `${name} is not the file the run read, ${where}` };
}

export function headerWords(
  original: Table,
  input: Table | undefined,
  receipt: ReceiptFile,
  { ok, differing }: { ok: boolean; differing: readonly number[] },
): string {
  const columns = original.columns.length;
  if (ok) return `${columns} ${columns === 1 ? "column" : "columns"}, the same bytes`;
  if (columns !== receipt.columns.list) {
    return `${columns} columns of the list's own, not ${receipt.columns.list}`;
  }
  const [first] = differing;
  if (first !== undefined) return `column ${first} has another name than in ${nameOf(input)}`;
  return "not the header the run read";
}

export function recordWords(
  receipt: ReceiptFile,
  compared: Comparison,
  found: {
    ok: boolean;
    isTold: boolean;
    isInput: boolean;
    moved: MovedRecords | undefined;
  },
): string {
  const { rows } = compared.enriched;
  if (found.ok)
    return `${rows} ${rows === 1 ? "record" : "records"}, the same bytes in the same order`;
  if (found.isTold) return `as the run read them, and not as in the other file`;
  const counts = rows === receipt.rows_out ? "" : `${rows} rows, not ${receipt.rows_out}; `;
  if (!found.isInput) return `${counts}${partWords(receipt, compared)}`;
  if (compared.otherCells === 0 && compared.differing > 0) {
    return `${counts}the same cells with other quotes in ${rowsOfComparison(compared)}; saved by a spreadsheet program?`;
  }
  const movedText = found.moved === undefined ? "" : movedWords(found.moved, rows, receipt);
  if (compared.differing === 0) return `${counts}not what the receipt says`;
  return `${counts}${movedText}${rowsOfComparison(compared)} ${compared.differing === 1 ? "differs" : "differ"}`;

  function partWords({ rows_in, dropped }: ReceiptFile, { enriched }: Comparison): string {
    // The parts are those of the list with all its rows.
    if (dropped !== undefined) return "not the records the run wrote";
    const parts = differingParts(enriched.layout, receipt.layout, Math.max(rows_in, enriched.rows));
    const text = parts
      .slice(0, 3)
      .map(([first, last]) => `${first} to ${last}`)
      .join(", ");
    if (text === "") return "not the records the run read";
    return `records differ from those of the run among rows ${text}${parts.length > 3 ? " and later" : ""}`;
  }
}

function movedWords(
  { missing, foreign }: MovedRecords,
  rows: number,
  receipt: ReceiptFile,
): string {
  if (missing === 0 && foreign === 0) return "all records are there, in another order (sorted?): ";
  if (foreign === 0) return `${missing} of the list's records are missing (filtered?): `;
  if (missing === 0) return `${foreign} more than the list has: `;
  if (rows === receipt.rows_out) return "";
  return `${missing} of the list's records are missing, ${foreign} are not of the list: `;
}

export function statusWords(receipt: ReceiptFile, counted: StatusCount | undefined): Said {
  if (counted === undefined) return { ok: false, says: "there is no column hb_status" };
  const { counts, none } = counted;
  const differing = statuses.filter((status) => counts[status] !== receipt.statuses[status]);
  const words = differing.map(
    (status) => `${counts[status]} ${status}, not ${receipt.statuses[status]}`,
  );
  if (none > 0) words.push(`${none} of no status`);
  if (words.length > 0) return { ok: false, says: words.join("; ") };
  return { ok: true, says: statusCounts(counts) };
}

function statusCounts(counts: Record<Status, number>): string {
  return statuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(", ");
}

function rowsOfComparison({ firstDiffering, differing }: Comparison): string {
  return rowList(firstDiffering, differing);
}

function nameOf(input: Table | undefined): string {
  return input === undefined ? "the receipt" : fileName(input.file);
}
