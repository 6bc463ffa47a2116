import type { CellProblem, SheetValue } from "../table.ts";
import { readNumberFormat } from "./number-format.ts";
import { decodeEscapes } from "./read-text.ts";
import { dateOfIso, dateOfSerial } from "./serial-date.ts";
import type { SharedStrings } from "./shared-strings.ts";
import type { CellFormats } from "./styles.ts";
import { damaged, unsupported } from "./workbook-errors.ts";

/** A cell as its XML has it. */
export interface RawCell {
  /** `B7`, for messages. */
  ref: string;
  type: string;
  style: number;
  /** Content of `<v>`; undefined without one. */
  stored: string | undefined;
  /** Text of `<is>`; undefined without one. */
  inline: string | undefined;
  formula: boolean;
}

/** What of the workbook gives cells their meaning. */
export interface CellContext {
  file: string;
  strings: SharedStrings;
  formats: CellFormats;
  date1904: boolean;
  recalculate: boolean;
}

export interface CellValue {
  value: SheetValue;
  problem?: CellProblem["problem"];
}

const empty: SheetValue = { value: null };
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What the cell holds. What cannot be told for sure is refused, never guessed. */
export function toCellValue(cell: RawCell, context: CellContext): CellValue {
  if (cell.formula && lacksResult(cell, context)) {
    return { value: empty, problem: "uncalculated_formula" };
  }
  const { type, stored } = cell;
  if (type === "inlineStr") return { value: { value: cell.inline || null } };
  if (cell.inline !== undefined) throw unreadable(cell, context, "a text where none belongs");
  if (type === "str") return { value: { value: decodeEscapes(stored ?? "") || null } };
  if (stored === undefined || stored.trim() === "") {
    if (type === "s" && stored !== undefined) throw unreadable(cell, context, "an unknown text");
    return { value: empty };
  }
  switch (type) {
    case "s":
      return { value: { value: sharedText(cell, stored.trim(), context) || null } };
    case "n":
      return { value: numberValue(cell, stored.trim(), context) };
    case "b":
      return { value: { value: booleanOf(cell, stored.trim(), context) } };
    case "d":
      return { value: dateValue(cell, stored, context) };
    case "e":
      return { value: { value: stored }, problem: "formula_error" };
    default:
      throw unreadable(cell, context, "a value of an unknown type");
  }
}

/**
 * A formula that nobody calculated has no result, or the 0 that some programs write in its place
 * when they ask for a calculation on opening.
 */
function lacksResult({ type, stored }: RawCell, { recalculate }: CellContext): boolean {
  if (stored === undefined) return true;
  if (type === "n") return stored.trim() === "" || (recalculate && stored.trim() === "0");
  return false;
}

function sharedText(cell: RawCell, stored: string, context: CellContext): string {
  const text = /^\d{1,9}$/.test(stored) ? context.strings.get(Number(stored)) : undefined;
  if (text === undefined) throw damaged(context.file, `the text of cell ${cell.ref} is missing`);
  return text;
}

function numberValue(cell: RawCell, stored: string, context: CellContext): SheetValue {
  const value = Number(stored);
  if (!decimal.test(stored) || !Number.isFinite(value)) {
    throw unreadable(cell, context, "a number that is none");
  }
  // More digits than a spreadsheet's numbers keep: as text nothing of them is lost.
  if (/^-?\d{16,}$/.test(stored) && !Number.isSafeInteger(value)) return { value: stored };
  const format = formatOf(cell, context);
  if (format === undefined) return { value };
  const date = dateOfSerial(value, readNumberFormat(format).kind, context.date1904);
  return { value: date ?? value, format };
}

function booleanOf(cell: RawCell, stored: string, context: CellContext): boolean {
  if (stored === "1" || stored === "true") return true;
  if (stored === "0" || stored === "false") return false;
  throw unreadable(cell, context, "a truth value that is none");
}

function dateValue(cell: RawCell, stored: string, context: CellContext): SheetValue {
  const value = dateOfIso(stored);
  if (value === undefined) throw unreadable(cell, context, "a date that is none");
  return { value, format: formatOf(cell, context) ?? "yyyy-mm-dd" };
}

function formatOf({ ref, style }: RawCell, { file, formats }: CellContext): string | undefined {
  if (formats.length > 0 && style >= formats.length) {
    throw damaged(file, `the format of cell ${ref} is missing`);
  }
  return formats[style];
}

function unreadable({ ref }: RawCell, { file }: CellContext, what: string): Error {
  return unsupported(file, `cell ${ref} has ${what}`);
}
