import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { parseRowRanges } from "../../enrich/receipt/row-ranges.ts";

/** Where the counts of a receipt contradict each other; empty when they add up. */
export function receiptFaults(receipt: ReceiptFile): string[] {
  const { rows_in, rows_out, rejected, duplicate_rows, requests, layout } = receipt;
  const dropped = rowsIn(receipt.dropped?.rows ?? "");
  const { duplicates = 0 } = receipt;
  const { written = [] } = receipt.columns;
  const byStatus = sum(Object.values(receipt.statuses));
  const byReason = sum(Object.values(receipt.reasons));
  const parts = layout.parts.length / 8;
  const faults: [boolean, string][] = [
    [
      rows_in !== rows_out + dropped,
      `${rows_in} rows in are not ${rows_out} rows out${dropped === 0 ? "" : ` and ${dropped} dropped`}`,
    ],
    [
      receipt.dropped !== undefined && duplicates !== dropped,
      `${duplicates} duplicates are not the ${dropped} rows dropped`,
    ],
    [duplicates > rows_in, `${duplicates} duplicates are more than ${rows_in} rows`],
    [byStatus !== rows_out, `the statuses come to ${byStatus} rows, not ${rows_out}`],
    [byReason !== rows_out, `the reasons come to ${byReason} rows, not ${rows_out}`],
    [rejected > rows_in, `${rejected} rejected rows are more than ${rows_in} rows`],
    [duplicate_rows > rows_in, `${duplicate_rows} repeated rows are more than ${rows_in} rows`],
    [requests > rows_in, `${requests} requests are more than ${rows_in} rows`],
    [
      rowsIn(layout.rejected) !== rejected,
      `${rejected} rejected rows are not the ${rowsIn(layout.rejected)} listed`,
    ],
    [
      written.some(({ cells, kept_verified }) => cells + kept_verified > receipt.statuses.matched),
      "more cells of a column were written than rows were matched",
    ],
    [
      parts !== Math.ceil(rows_in / layout.part_rows),
      `${parts} parts do not cover ${rows_in} rows`,
    ],
  ];
  return faults.filter(([wrong]) => wrong).map(([, words]) => words);
}

function rowsIn(ranges: string): number {
  return sum((parseRowRanges(ranges) ?? []).map(([first, last]) => last - first + 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
