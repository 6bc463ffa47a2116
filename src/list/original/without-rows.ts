import { parseRowRanges } from "../../enrich/receipt/row-ranges.ts";
import type { Table } from "../../table/table.ts";

/** A list without some of its rows. @param dropped row-ranges.ts */
export function withoutRows(list: Table, dropped: string): Table {
  const ranges = parseRowRanges(dropped) ?? [];
  return {
    ...list,
    async *rows(options) {
      let at = 0;
      for await (const batch of list.rows(options)) {
        yield batch.filter(({ number }) => {
          while ((ranges[at]?.[1] ?? number) < number) at++;
          return number === 0 || (ranges[at]?.[0] ?? number + 1) > number;
        });
      }
    },
  };
}
