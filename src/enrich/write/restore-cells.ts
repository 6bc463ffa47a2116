import { columnReference, columnsNamed } from "../../table/columns/map-option.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { formatCell } from "../../table/text/output-text.ts";
import { type NewCell, replaceCells, textOfRawCell } from "../../table/text/replace-cells.ts";
import { cellToText } from "../../table/xlsx/cell-to-text.ts";
import { type Replacement, valueBefore } from "./replacement.ts";
import type { OutputCells } from "./write-row.ts";

/** Puts back what stood in the cells of a row before a run wrote into them. */
export type CellRestorer = (
  row: TableRow,
  replaced: readonly Replacement[],
) => {
  row: TableRow;
  /** Those that were put back: a cell that was edited since keeps its edit. */
  restored: readonly Replacement[];
};

/**
 * @param table the written list, with whatever columns it has by now
 * @param as whether it holds bytes or values
 */
export function createCellRestorer(
  { columns, dialect: { delimiter } }: Pick<Table, "columns" | "dialect">,
  as: OutputCells["as"],
): CellRestorer {
  const indexOf = createColumnFinder(columns);

  function formerCell(row: TableRow, replaced: Replacement): NewCell | undefined {
    const index = indexOf(replaced);
    if (index === undefined || row.cells[index] !== replaced.is) return undefined;
    if (as === "text") {
      const raw = String(replaced.was ?? "");
      return { index, raw, text: textOfRawCell(raw, delimiter) };
    }
    const value = valueBefore(replaced);
    const text = cellToText(value);
    return { index, text, raw: formatCell(text, delimiter), value };
  }

  return (row, replaced) => {
    const found = replaced.map((one) => formerCell(row, one));
    const cells = found.filter((cell) => cell !== undefined);
    return {
      row: replaceCells(row, cells, delimiter),
      restored: replaced.filter((_, i) => found[i] !== undefined),
    };
  };
}

/**
 * Where a column is that a run has written into: at its place, by its name where columns were moved
 * since, at its place again where it was renamed.
 */
export function createColumnFinder(
  columns: readonly string[],
): (one: Replacement) => number | undefined {
  const known = new Map<string, number | undefined>();

  function find({ column, name }: Replacement): number | undefined {
    const place = column - 1;
    if (place < columns.length && columnReference(place, columns) === name) return place;
    const [index, other] = columnsNamed(name, columns);
    if (index !== undefined) return other === undefined ? index : undefined;
    return place < columns.length ? place : undefined;
  }

  return (one) => {
    const key = `${one.column} ${one.name}`;
    if (!known.has(key)) known.set(key, find(one));
    return known.get(key);
  };
}
