import { UsageError } from "../../model/errors.ts";
import { isBlankRow } from "./blank-row.ts";
import type { LoadedWorkbook } from "./load-workbook.ts";
import { aboutSheetName } from "./sheet-name.ts";
import { otherFormat } from "./workbook-errors.ts";
import type { SheetPart } from "./workbook-parts.ts";

const shownSheets = 12;

/**
 * The sheet named, or the only visible one with data. UsageError `sheet_unclear` where there are
 * several, `sheet_unknown` where there is none of that name; both list what there is.
 */
export async function chooseSheet(
  workbook: LoadedWorkbook,
  wanted: string | undefined,
  file: string,
): Promise<SheetPart> {
  if (wanted !== undefined) return findSheet(workbook, wanted, file);
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  const lists = visible.filter(({ name }) => name !== aboutSheetName);
  const candidates = lists.length > 0 ? lists : visible;
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  const counted: { sheet: SheetPart; rows: number }[] = [];
  for (const sheet of candidates) {
    const rows = await countRows(workbook, sheet);
    if (rows > 0) counted.push({ sheet, rows });
  }
  const [first] = counted;
  if (first === undefined) throw withoutData(workbook, file);
  if (counted.length === 1) return first.sheet;
  const list = counted.map(({ sheet, rows }) => `"${sheet.name}" (${rowsWord(rows)})`);
  throw new UsageError(
    "sheet_unclear",
    `${file} has ${counted.length} sheets with data: ${shorten(list)}.`,
    `Say which one is the list: --sheet ${quoted(first.sheet.name)}`,
  );
}

function findSheet({ sheets }: LoadedWorkbook, wanted: string, file: string): SheetPart {
  const exact = sheets.find(({ name }) => name === wanted);
  if (exact !== undefined) return exact;
  const loose = sheets.filter(({ name }) => fold(name) === fold(wanted));
  const [only] = loose;
  if (only !== undefined && loose.length === 1) return only;
  const names = sheets.map(({ name, hidden }) => `"${name}"${hidden ? " (hidden)" : ""}`);
  throw new UsageError(
    "sheet_unknown",
    `${file} has no sheet of the name that --sheet gives.`,
    `Its sheets: ${shorten(names)}.`,
  );
}

async function countRows(workbook: LoadedWorkbook, sheet: SheetPart): Promise<number> {
  let count = 0;
  for await (const rows of workbook.readRows(sheet)) {
    count += rows.filter((row) => !isBlankRow(row)).length;
  }
  return count;
}

function withoutData({ sheets }: LoadedWorkbook, file: string): Error {
  const hidden = sheets.filter((sheet) => sheet.hidden).map(({ name }) => `"${name}"`);
  if (hidden.length === 0) return otherFormat(file, "input_empty", "has no cell with a value");
  return otherFormat(
    file,
    "input_empty",
    "has no visible sheet with data",
    `Hidden sheets are read only when they are named: --sheet, one of ${shorten(hidden)}.`,
  );
}

function fold(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

function quoted(name: string): string {
  return `"${name.replace(/["\\$`]/g, "\\$&")}"`;
}

function rowsWord(rows: number): string {
  return rows === 1 ? "1 row" : `${rows} rows`;
}

function shorten(items: readonly string[]): string {
  const more = items.length - shownSheets;
  return items.slice(0, shownSheets).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
