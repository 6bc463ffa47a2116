import type { OutputFile } from "../files/atomic-file.ts";
import { openOutput } from "../files/open-output.ts";
import type { TableWriter } from "../table.ts";
import type { WriterOptions } from "../writer-options.ts";
import { writeAboutSheet } from "./about-sheet.ts";
import { createListSheets } from "./list-sheets.ts";
import { maxSheetRows } from "./sheet-limits.ts";
import { aboutSheetName, sheetName } from "./sheet-name.ts";
import { createWorkbookPackage, type WorkbookPackage } from "./workbook-package.ts";

export interface XlsxWriterOptions extends WriterOptions {
  /** Rows a sheet can have; the list goes on on another one. */
  maxRows?: number;
}

/**
 * Writes the list as a workbook: the cells of a workbook with their types and formats, those of a
 * text as the text they are, and ours behind them. What the run says about itself goes on a last
 * sheet, `heartbeat`. Nothing is at `path` before `finish`. Throws InputError `cell_too_long` and
 * `too_many_columns` for what no workbook can hold.
 */
export async function openXlsxWriter(
  path: string,
  options: XlsxWriterOptions,
): Promise<TableWriter> {
  const output = await openOutput(path, options);
  let workbook: WorkbookPackage | undefined;
  try {
    workbook = await createWorkbookPackage(output);
    return toWriter(workbook, output, options);
  } catch (error) {
    workbook?.abort();
    await output.abort();
    throw error;
  }
}

function toWriter(
  workbook: WorkbookPackage,
  output: OutputFile,
  options: XlsxWriterOptions,
): TableWriter {
  const lists = createListSheets(workbook, {
    ...options,
    maxRows: options.maxRows ?? maxSheetRows,
  });
  return {
    async write(rows) {
      options.signal.throwIfAborted();
      await lists.write(rows);
    },
    async finish(about = []) {
      const names = await lists.end();
      if (about.length > 0) {
        await writeAboutSheet(workbook, sheetName(aboutSheetName, 1, names), about);
      }
      await workbook.finish();
      await output.finish();
    },
    async abort() {
      workbook.abort();
      await output.abort();
    },
  };
}
