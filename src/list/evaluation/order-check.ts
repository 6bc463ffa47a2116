import { InputError } from "../../model/errors.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { columnsNamed, fileName } from "./find-column.ts";
import type { Join } from "./join-rows.ts";

interface OrderCheck {
  /** Every row of the list, in its order. */
  see(row: TableRow): void;
  /** `rightRows`: right answers by what identifies their rows. */
  refuseMoved(truth: string, rightRows: ReadonlyMap<string, unknown>): void;
}

/**
 * Row numbers tell which rows belong together only while the list is as it was enriched. A sorted
 * one shows where a row repeats a later one, a filtered one where the truth file knows further rows.
 */
export function createOrderCheck(list: Table, join: Join): OrderCheck {
  if (join.list !== "row_number") return { see: () => undefined, refuseMoved: () => undefined };
  const [repeats, second] = columnsNamed("hb_duplicate_of", list.columns);
  let last = 0;
  let moved: number | undefined;
  return {
    see({ number, cells }) {
      last = number;
      if (repeats === undefined || second !== undefined) return;
      const first = cells[repeats]?.trim() ?? "";
      if (/^\d+(?:\.0*)?$/.test(first) && Number(first) >= number) moved ??= number;
    },
    refuseMoved(truth, rightRows) {
      const name = fileName(list.file);
      if (moved !== undefined) {
        const what = `row ${moved} repeats a row that comes later`;
        throw rowsMoved(`${name} is not in the order in which it was enriched: ${what}.`);
      }
      if (join.truth === "row_number") return;
      const isBeyond = (key: string) => /^\d+$/.test(key) && (key === "0" || Number(key) > last);
      if (![...rightRows.keys()].some(isBeyond)) return;
      throw rowsMoved(
        `${fileName(truth)} has right answers for rows that ${name} does not have: its rows are 1 to ${last}.`,
      );
    },
  };
}

function rowsMoved(message: string): InputError {
  return new InputError(
    "rows_moved",
    message,
    "Row 1 is the first data row, and the list must have all rows as heartbeat enrich wrote them; or give both files a column that identifies a row, and name it with --id.",
  );
}
