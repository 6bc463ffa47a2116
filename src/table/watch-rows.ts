import type { Table, TableRow } from "./table.ts";

/** The same list; `see` is shown each of its rows once, at the first reading that comes to it. */
export function watchRows(table: Table, see: (row: TableRow) => void): Table {
  let seen = 0;
  return {
    ...table,
    async *rows(options) {
      for await (const batch of table.rows(options)) {
        for (const row of batch) {
          if (row.number <= seen) continue;
          see(row);
          seen = row.number;
        }
        yield batch;
      }
    },
  };
}
