import type { Config } from "../../config.ts";
import type { OutputFormat } from "../../table/output-format.ts";
import type { Table } from "../../table/table.ts";
import { watchRows } from "../../table/watch-rows.ts";
import { requireRowFits } from "../../table/xlsx/sheet-limits.ts";
import { createFormulaCount, createLostFormulaCount, rawWarning } from "./formula-warning.ts";

/** A list, and what is to be said of its formulas once it was read. */
export interface WatchedList {
  table: Table;
  /** Each of one line or several. */
  warnings(): string[];
}

/** @param format of the output, which may not hold every row, or run what a cell holds */
export function watchList(list: Table, format: OutputFormat, { settings }: Config): WatchedList {
  const formulas = createFormulaCount();
  const lost = createLostFormulaCount();
  const table = watchRows(list, (row) => {
    lost.see(row);
    if (format === "xlsx") requireRowFits(row);
    else formulas.see(row);
  });
  return {
    table,
    warnings: () =>
      [
        lost.lines().join("\n"),
        format === "csv" ? formulas.lines().join("\n") : "",
        format === "csv" && settings.raw ? rawWarning : "",
      ].filter((warning) => warning !== ""),
  };
}
