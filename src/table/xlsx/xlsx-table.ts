import { InputError } from "../../model/errors.ts";
import type { InputFile } from "../files/input-file.ts";
import type { Table, TableRow } from "../table.ts";
import { batchRows } from "./batch-rows.ts";
import { isBlankRow, rowTexts } from "./blank-row.ts";
import { chooseSheet } from "./choose-sheet.ts";
import { createHeaderSearch, type SheetStart } from "./find-header-row.ts";
import { loadWorkbook } from "./load-workbook.ts";
import type { SheetRow } from "./row-builder.ts";
import { openRowSpool, type RowSpool } from "./row-spool.ts";
import { type SheetPosition, toTableHeader, toTableRows } from "./sheet-rows.ts";

export interface XlsxTableOptions {
  /** As the user named it. */
  file: string;
  /** Name of the sheet; without it the only visible one with data. */
  sheet: string | undefined;
  /** Row of the sheet that names the columns, 1 = first; without it, it is found. */
  headerRow: number | undefined;
  mayBeEmpty: boolean;
  tempDir: string;
  signal: AbortSignal;
  /** Holds the path of a temporary file while there is one. */
  unfinished: Set<string> | undefined;
}

/**
 * A list in a workbook. Its sheet is read once, wholly, and verified; its rows then come from a
 * temporary file. Closing the table removes that and closes the input. InputError when the
 * workbook cannot be used, UsageError when its sheet has to be told.
 */
export async function openXlsxTable(input: InputFile, options: XlsxTableOptions): Promise<Table> {
  const { signal, headerRow, mayBeEmpty, sheet: wanted } = options;
  const workbook = await loadWorkbook(input, { file: input.name, signal });
  const sheet = await chooseSheet(workbook, wanted, input.name);
  const spool = await openRowSpool({ ...options, file: input.name });
  try {
    const read = await readInto(spool, workbook.readRows(sheet), input.name, headerRow);
    if (read.lastRow === 0 && !mayBeEmpty) throw withoutRows(input.name);
    return createXlsxTable(input, spool, read, {
      file: options.file,
      sheet: sheet.name,
      sha256: workbook.sha256,
    });
  } catch (error) {
    await spool.close();
    throw error;
  }
}

interface ReadSheet {
  start: SheetStart;
  /** Cells of the widest row, header included. */
  width: number;
  /** Row of the sheet that is the last record; 0 where there is none. */
  lastRow: number;
}

async function readInto(
  spool: RowSpool,
  batches: AsyncIterable<SheetRow[]>,
  file: string,
  headerRow: number | undefined,
): Promise<ReadSheet> {
  const search = createHeaderSearch(file, headerRow);
  let start: SheetStart | undefined;
  let width = 0;
  let lastRow = 0;
  const take = async (row: SheetRow): Promise<void> => {
    await spool.write(row);
    if (isBlankRow(row)) return;
    width = Math.max(width, row.values.length);
    lastRow = row.number;
  };
  const settle = async (): Promise<SheetStart> => {
    const found = search.end();
    width = found.header.values.length;
    for (const row of found.after) await take(row);
    return found;
  };
  for await (const rows of batches) {
    for (const row of rows) {
      if (start !== undefined) await take(row);
      else if (search.add(row)) start = await settle();
    }
  }
  start ??= await settle();
  await spool.end();
  return { start, width, lastRow };
}

function createXlsxTable(
  input: InputFile,
  spool: RowSpool,
  { start, width, lastRow }: ReadSheet,
  { file, sheet, sha256 }: { file: string; sheet: string; sha256: string },
): Table {
  const columns = rowTexts(start.header);
  while (columns.length < width) columns.push("");

  async function* groups(signal: AbortSignal): AsyncGenerator<Iterable<TableRow>, void> {
    const position: SheetPosition = { number: 1, line: start.header.number + 1 };
    for await (const read of spool.rows(signal)) yield listRows(read, position);
  }

  function* listRows(read: readonly SheetRow[], position: SheetPosition): Generator<TableRow> {
    for (const row of read) {
      if (row.number <= lastRow) yield* toTableRows(row, width, position);
    }
  }

  return {
    file,
    format: "xlsx",
    columns,
    dialect: { delimiter: ",", encoding: "utf-8", bom: true, line_ending: "\r\n" },
    sheet,
    header: toTableHeader(start, columns),
    rows: ({ signal }) => batchRows(groups(signal), width, signal),
    bytes: input.size,
    sha256: () => sha256,
    async close() {
      await spool.close();
      await input.close();
    },
  };
}

function withoutRows(file: string): InputError {
  return new InputError(
    "input_header_only",
    `${file} has a header and no rows.`,
    "Check the export; a list needs a row that names its columns, and rows below it.",
  );
}
