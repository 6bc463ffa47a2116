import type { SheetValue, TableRow } from "../table.ts";
import { extraColumnNames, type WriterOptions } from "../writer-options.ts";
import {
  errorCell,
  inlineString,
  numberCell,
  type StyleOf,
  storedCell,
  textCell,
} from "./cell-xml.ts";
import { columnLetters } from "./column-letters.ts";
import { preambleRows } from "./preamble-rows.ts";
import { requireColumnsFit, requireFits, requireRowFits, textOf } from "./sheet-limits.ts";
import type { WorkbookPackage } from "./workbook-package.ts";

/** Column whose cells are numbers, so that a spreadsheet sorts and filters them by size. */
const confidenceColumn = "hb_confidence";
const confidenceFormat = "0.0000";
/** Background of our columns' headers: what is ours is seen. */
const ownHeaderFill = "DDEBF7";

export type ListRowsOptions = Pick<
  WriterOptions,
  "columns" | "header" | "dialect" | "added" | "extraColumns"
>;

/** Rows of a list as rows of a sheet. `number`: the sheet's row, 1 = first. */
export interface ListRows {
  /** Names of all columns, in order. */
  names: readonly string[];
  /** Rows above the header. */
  preamble: number;
  preambleRow(index: number, number: number): string;
  headerRow(number: number): string;
  /** InputError `cell_too_long` when a cell is more than a workbook's can hold. */
  row(row: TableRow, cells: readonly string[], number: number): string;
}

export function createListRows(
  options: ListRowsOptions,
  style: WorkbookPackage["style"],
): ListRows {
  const { columns, header, dialect, added } = options;
  const ours = [...extraColumnNames(options), ...added];
  const names = [...columns, ...ours];
  const firstAdded = names.length - added.length;
  requireColumnsFit(names.length);
  for (const [column, name] of names.entries()) requireFits(name, 0, column);
  const letters = names.map((_, index) => columnLetters(index));
  const confidence = added.indexOf(confidenceColumn);
  const before: readonly (readonly SheetValue[])[] =
    header.values?.before ??
    preambleRows(header.before, dialect.delimiter).map((cells) =>
      cells.map((value) => ({ value })),
    );
  for (const cells of before) {
    for (const [column, { value }] of cells.entries()) requireFits(String(value), 0, column);
  }

  const plain = remembered((format) => style({ format }));
  const bold = remembered((format) => style({ format, bold: true }));
  const address = (column: number, number: number) =>
    `${letters[column] ?? columnLetters(column)}${number}`;

  function stored(values: readonly SheetValue[], number: number, styleOf: StyleOf): string {
    let xml = "";
    values.forEach((cell, column) => {
      xml += storedCell(address(column, number), cell, textOfValue(cell), styleOf);
    });
    return xml;
  }

  function ownCells(cells: readonly string[], number: number, row: TableRow): string {
    let xml = "";
    cells.forEach((cell, i) => {
      if (cell === "") return;
      requireFits(cell, row.number, firstAdded + i);
      const at = address(firstAdded + i, number);
      xml +=
        i === confidence && /^[01](\.\d+)?$/.test(cell)
          ? numberCell(at, Number(cell), plain(confidenceFormat))
          : textCell(at, cell, plain);
    });
    return xml;
  }

  function inputCells(row: TableRow, number: number): string {
    if (row.kind === "rejected") return textCell(address(0, number), textOf(row), plain);
    const errors = new Set(
      row.cellProblems?.flatMap(({ column, problem }) =>
        problem === "formula_error" ? [column] : [],
      ),
    );
    let xml = "";
    row.cells.forEach((cell, column) => {
      const value = row.values?.[column];
      const at = address(column, number);
      if (value === undefined) xml += textCell(at, cell, plain);
      else if (errors.has(column)) xml += errorCell(at, String(value.value), plain(""));
      else xml += storedCell(at, value, cell, plain);
    });
    row.extra.forEach((cell, i) => {
      xml += textCell(address(columns.length + i, number), cell, plain);
    });
    return xml;
  }

  return {
    names,
    preamble: before.length,
    preambleRow: (index, number) => rowXml(number, stored(before[index] ?? [], number, plain)),
    headerRow(number) {
      const values = header.values?.header ?? columns.map((value) => ({ value }));
      const own = ours.map((name, i) =>
        inlineString(
          address(columns.length + i, number),
          name,
          style({ format: "", bold: true, fill: ownHeaderFill }),
        ),
      );
      return rowXml(number, stored(values.slice(0, columns.length), number, bold) + own.join(""));
    },
    row(row, cells, number) {
      if (row.kind === "blank_line") return "";
      requireRowFits(row);
      return rowXml(number, inputCells(row, number) + ownCells(cells, number, row));
    },
  };
}

/** Asked for every cell. */
function remembered(styleOf: StyleOf): StyleOf {
  const known = new Map<string, number>();
  return (format) => {
    let style = known.get(format);
    if (style === undefined) {
      style = styleOf(format);
      known.set(format, style);
    }
    return style;
  };
}

function rowXml(number: number, cells: string): string {
  return cells === "" ? "" : `<row r="${number}">${cells}</row>`;
}

function textOfValue({ value }: SheetValue): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  return value === null ? "" : String(value);
}
