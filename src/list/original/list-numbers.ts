import { parseRowRanges } from "../../enrich/receipt/row-ranges.ts";

/**
 * Which row of the list a row of the output is, where some were dropped; asked in ascending order.
 *
 * @param dropped row-ranges.ts
 */
export function createListNumbers(dropped: string): (row: number) => number {
  const ranges = parseRowRanges(dropped) ?? [];
  let at = 0;
  let before = 0;
  return (row) => {
    for (; ; at++) {
      const [first, last] = ranges[at] ?? [Number.POSITIVE_INFINITY, 0];
      if (row + before < first) return row + before;
      before += last - first + 1;
    }
  };
}
