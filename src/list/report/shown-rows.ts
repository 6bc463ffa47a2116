import { createRowRanges } from "../../enrich/receipt/row-ranges.ts";

/** Ranges that are shown before the rest is only counted. */
const mostRanges = 30;

/** Rows by number, as many of them as a page has room for. */
export interface ShownRows {
  rows: number;
  /** `1-5,9,12-20`; the first of them where there are many ranges. */
  ranges: string;
  /** Rows that are not in `ranges`. */
  more: number;
}

/** Takes ascending numbers, in memory that does not grow with them. */
export function createShownRows(): { add(row: number): void; shown(): ShownRows } {
  const ranges = createRowRanges();
  let rows = 0;
  let more = 0;
  let open = 0;
  let last = Number.NaN;
  return {
    add(row) {
      rows++;
      if (row !== last + 1 && ++open > mostRanges) {
        open = mostRanges;
        last = Number.NaN;
        more++;
        return;
      }
      last = row;
      ranges.add(row);
    },
    shown: () => ({ rows, ranges: ranges.text(), more }),
  };
}
