import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { parseRowRanges } from "../../enrich/receipt/row-ranges.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { droppedRows } from "./dropped-rows.ts";

/**
 * A list with the rows put back that its run has left out, and the blank lines that went with them.
 * Closing it closes the list, not the log.
 *
 * @param original the rows that stayed (original-table.ts)
 * @param log where the others are
 */
export function wholeTable(original: Table, log: Table, receipt: ReceiptFile): Table {
  return {
    ...original,
    async *rows(options) {
      const blanksOf = createBlankLines(receipt.dropped?.blank_lines ?? {});
      const left = droppedRows(log, receipt, options.signal);
      let next = await left.next();

      /** Those that stood before the row with this number. */
      async function* until(number: number): AsyncGenerator<TableRow, void> {
        for (; !next.done && next.value.number < number; next = await left.next()) {
          yield next.value;
          yield* blanksOf(next.value.number);
        }
      }

      for await (const batch of original.rows(options)) {
        const rows: TableRow[] = [];
        for (const row of batch) {
          if (row.kind !== "blank_line") {
            for await (const one of until(row.number)) rows.push(one);
          }
          rows.push(row);
        }
        yield rows;
      }
      for await (const one of until(Number.POSITIVE_INFINITY)) yield [one];
    },
  };
}

/** Blank lines behind a row that was left out; asked in ascending order. */
function createBlankLines(byText: Readonly<Record<string, string>>): (row: number) => TableRow[] {
  const ranges = Object.entries(byText)
    .flatMap(([text, rows]) =>
      (parseRowRanges(rows) ?? []).map(([first, last]) => ({ first, last, text })),
    )
    .sort((a, b) => a.first - b.first);
  let at = 0;
  return (row) => {
    while ((ranges[at]?.last ?? row) < row) at++;
    const range = ranges[at];
    if (range === undefined || range.first > row) return [];
    return (range.text.match(/\r\n|\n|\r/g) ?? []).map(blankLine);
  };
}

function blankLine(ending: string): TableRow {
  const nothing = { number: 0, line: 0, cells: [], extra: [], raw: new Uint8Array() };
  return { ...nothing, kind: "blank_line", ending };
}
