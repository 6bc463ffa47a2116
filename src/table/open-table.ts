import { type InputFile, type OpenInputOptions, openInputFile } from "./files/input-file.ts";
import type { Dialect, Table } from "./table.ts";
import { openCsvTable } from "./text/csv-table.ts";
import { containerOf, refuseMisnamed } from "./xlsx/workbook-signature.ts";

export interface OpenTableOptions extends OpenInputOptions {
  /** Taken as given; without it the delimiter is found by evidence. */
  delimiter?: Dialect["delimiter"] | undefined;
  /** Name of a workbook's sheet; without it the only visible one with data. */
  sheet?: string | undefined;
  /** The row (of a workbook) or physical line (of a text) with the column names, 1 = first. */
  headerRow?: number | undefined;
  /** Taken as given; without it the encoding is found by evidence. */
  encoding?: Dialect["encoding"] | undefined;
  /** A header without rows is a list, too: that of a run that has left out all of them. */
  mayBeEmpty?: boolean;
}

/**
 * Opens a list and settles what it is: a workbook by its first bytes, else a text with its
 * encoding, delimiter and header. Reads the whole file once for that, without keeping it. The
 * caller closes the table. InputError when it cannot be used, UsageError `delimiter_unclear` or
 * `sheet_unclear` when that has to be told.
 */
export async function openTable(path: string, options: OpenTableOptions): Promise<Table> {
  const { delimiter, encoding, headerRow, mayBeEmpty = false, signal } = options;
  const input = await openInputFile(path, options);
  try {
    const head = await headOf(input, signal);
    if (containerOf(head) === "other") {
      refuseMisnamed(input.name, head);
      const told = { delimiter, encoding, headerRow, mayBeEmpty };
      return await openCsvTable(input, { file: path, ...told, signal });
    }
    const { openXlsxTable } = await import("./xlsx/xlsx-table.ts");
    return await openXlsxTable(input, {
      ...{ file: path, headerRow, mayBeEmpty, signal },
      sheet: options.sheet,
      tempDir: options.tempDir,
      unfinished: options.unfinished,
    });
  } catch (error) {
    await input.close();
    throw error;
  }
}

async function headOf(input: InputFile, signal: AbortSignal): Promise<Uint8Array> {
  for await (const chunk of input.chunks(signal)) return chunk;
  return new Uint8Array();
}
