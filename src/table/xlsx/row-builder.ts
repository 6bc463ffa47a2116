import type { CellProblem, SheetValue } from "../table.ts";
import { readCellReference, readRowNumber } from "./cell-reference.ts";
import { type CellContext, type RawCell, toCellValue } from "./cell-value.ts";
import { columnLetters } from "./column-letters.ts";
import { attribute, type XmlElement } from "./parse-xml.ts";
import { maxSheetRows } from "./sheet-limits.ts";
import { damaged, tooLarge } from "./workbook-errors.ts";

/** A row with at least one value. */
export interface SheetRow {
  /** As the spreadsheet shows it; 1 = first. */
  number: number;
  /** From column A to the last one with a value. */
  values: SheetValue[];
  problems: CellProblem[];
}

/** Puts cells where they belong; each step is an element of the sheet. */
export interface RowBuilder {
  openRow(element: XmlElement): void;
  openCell(element: XmlElement): void;
  formula(): void;
  /** Content of `<v>`. */
  stored(text: string): void;
  /** Text of `<is>`. */
  inline(text: string): void;
  closeCell(): void;
  closeRow(): void;
}

/** Far beyond any list; a stray value at the far right would make every row as wide. */
const maxColumns = 2000;
const maxRowCharacters = 2_000_000;
const empty: SheetValue = { value: null };
const noCell: RawCell = {
  ref: "",
  type: "n",
  style: 0,
  stored: undefined,
  inline: undefined,
  formula: false,
};

export function createRowBuilder(context: CellContext, onRow: (row: SheetRow) => void): RowBuilder {
  const { file } = context;
  let row: SheetRow = { number: 0, values: [], problems: [] };
  let cell: RawCell = noCell;
  let column = -1;
  let characters = 0;

  function onlyOnce(before: string | undefined): void {
    if (before !== undefined) throw damaged(file, `cell ${cell.ref} has two values`);
  }

  return {
    openRow(element) {
      const given = attribute(element, "r");
      const number = given === undefined ? row.number + 1 : readRowNumber(given);
      if (number === undefined || number > maxSheetRows) {
        throw damaged(file, "a row has a number that no sheet has");
      }
      if (number <= row.number) throw damaged(file, "its rows are not in order");
      row = { number, values: [], problems: [] };
      column = -1;
      characters = 0;
    },
    openCell(element) {
      const given = attribute(element, "r");
      const next = { column: column + 1, row: row.number };
      const place = given === undefined ? next : readCellReference(given);
      if (place === undefined || place.row !== row.number || place.column <= column) {
        throw damaged(file, `a cell of row ${row.number} stands in a wrong place`);
      }
      column = place.column;
      const style = attribute(element, "s") ?? "0";
      const ref = `${columnLetters(column)}${row.number}`;
      if (!/^\d{1,6}$/.test(style)) throw damaged(file, `the format of cell ${ref} is missing`);
      cell = { ...noCell, ref, type: attribute(element, "t") ?? "n", style: Number(style) };
    },
    formula() {
      cell.formula = true;
    },
    stored(text) {
      onlyOnce(cell.stored);
      cell.stored = text;
    },
    inline(text) {
      onlyOnce(cell.inline);
      cell.inline = text;
    },
    closeCell() {
      const { value, problem } = toCellValue(cell, context);
      if (problem !== undefined) row.problems.push({ column, problem });
      else if (value.value === null) return;
      if (column >= maxColumns) {
        const limit = `a list may have ${maxColumns} columns`;
        throw tooLarge(file, `cell ${cell.ref} has a value, and ${limit}`);
      }
      while (row.values.length < column) row.values.push(empty);
      row.values.push(value);
      characters += typeof value.value === "string" ? value.value.length : 0;
      if (characters > maxRowCharacters) {
        throw tooLarge(file, "a row has more than 2 million characters");
      }
    },
    closeRow() {
      if (row.values.length > 0) onRow(row);
    },
  };
}
