import { InputError } from "../../model/errors.ts";
import { isKnownHeader } from "../columns/header-synonyms.ts";
import { isBlankRow, rowTexts } from "./blank-row.ts";
import type { SheetRow } from "./row-builder.ts";

/** A sheet's rows, parted by the one that names the columns. */
export interface SheetStart {
  before: SheetRow[];
  header: SheetRow;
  /** Rows behind the header that were read already. */
  after: SheetRow[];
}

const searched = 20;
const namesNeeded = 2;

/** Takes rows until the header is known. */
export interface HeaderSearch {
  /** True when nothing more is needed. */
  add(row: SheetRow): boolean;
  /** What was found, also where the sheet is shorter than the search. */
  end(): SheetStart;
}

/**
 * The first of the first 20 rows with data that has two names known for columns of leads; else the
 * first with one such name and more cells than a title above it; else the first row with data. A row that is named is taken as it is; InputError when it is blank.
 */
export function createHeaderSearch(file: string, wanted: number | undefined): HeaderSearch {
  const rows: SheetRow[] = [];
  let filled = 0;
  let found: SheetRow | undefined;

  function consider(row: SheetRow): void {
    if (wanted !== undefined) {
      if (row.number === wanted) found = row;
      return;
    }
    if (isBlankRow(row)) return;
    filled++;
    if (knownNames(row) >= namesNeeded) found = row;
  }

  return {
    add(row) {
      rows.push(row);
      consider(row);
      if (found !== undefined) return true;
      return wanted === undefined ? filled === searched : row.number > wanted;
    },
    end() {
      const header = found ?? (wanted === undefined ? likeliest(rows) : undefined);
      if (header === undefined || isBlankRow(header)) throw withoutHeader(file, wanted);
      const at = rows.indexOf(header);
      return { before: rows.slice(0, at), header, after: rows.slice(at + 1) };
    },
  };
}

function likeliest(rows: readonly SheetRow[]): SheetRow | undefined {
  const filled = rows.filter((row) => !isBlankRow(row));
  const [first] = filled;
  if (first === undefined) return undefined;
  const below = filled.find((row) => cellsOf(row) > cellsOf(first) && knownNames(row) > 0);
  return knownNames(first) > 0 ? first : (below ?? first);
}

function knownNames(row: SheetRow): number {
  return rowTexts(row).filter((text) => text.trim() !== "" && isKnownHeader(text)).length;
}

function cellsOf(row: SheetRow): number {
  return rowTexts(row).filter((text) => text.trim() !== "").length;
}

function withoutHeader(file: string, wanted: number | undefined): InputError {
  if (wanted === undefined) {
    return new InputError(
      "input_empty",
      `The sheet of ${file} has no cell with a value.`,
      "Name another sheet with --sheet, or export the list again.",
    );
  }
  return new InputError(
    "input_header_missing",
    `Row ${wanted} of the sheet of ${file}, which is to name the columns, is blank.`,
    "Give the number that the spreadsheet shows at the left of that row.",
  );
}
