import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { parseRowRanges } from "../../enrich/receipt/row-ranges.ts";

/** Cells a row had before it was filled up; `rejected` for a line that was no record. */
export type RowShape = number | "rejected" | undefined;

/** What a receipt says about rows that were not as wide as the header; asked in ascending order. */
export function createRowShapes({
  cells,
  rejected,
}: ReceiptFile["layout"]): (row: number) => RowShape {
  const ranges = [
    ...Object.entries(cells).flatMap(([own, text]) => rangesOf(text, Number(own))),
    ...rangesOf(rejected, "rejected"),
  ].sort((a, b) => a.first - b.first);
  let at = 0;
  return (row) => {
    while ((ranges[at]?.last ?? row) < row) at++;
    const range = ranges[at];
    return range !== undefined && range.first <= row ? range.shape : undefined;
  };
}

interface Range {
  first: number;
  last: number;
  shape: RowShape;
}

function rangesOf(text: string, shape: RowShape): Range[] {
  return (parseRowRanges(text) ?? []).map(([first, last]) => ({ first, last, shape }));
}
