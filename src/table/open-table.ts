import { openCsvTable } from "./csv-table.ts";
import { type OpenInputOptions, openInputFile } from "./input-file.ts";
import type { Dialect, Table } from "./table.ts";

export interface OpenTableOptions extends OpenInputOptions {
  /** Taken as given; without it the delimiter is found by evidence. */
  delimiter?: Dialect["delimiter"] | undefined;
  /** Name of a workbook's sheet; without it the only visible one with data. */
  sheet?: string | undefined;
  /** The row (of a workbook) or physical line (of a text) with the column names, 1 = first. */
  headerRow?: number | undefined;
  /** Taken as given; without it the encoding is found by evidence. */
  encoding?: Dialect["encoding"] | undefined;
}

/**
 * Opens a list and settles what it is: encoding, delimiter, header. Reads the whole file once for
 * that, without keeping it. The caller closes the table. InputError when it cannot be used,
 * UsageError `delimiter_unclear` when its delimiter has to be told.
 */
export async function openTable(path: string, options: OpenTableOptions): Promise<Table> {
  const { delimiter, encoding, headerRow, signal } = options;
  const input = await openInputFile(path, options);
  try {
    return await openCsvTable(input, { file: path, delimiter, encoding, headerRow, signal });
  } catch (error) {
    await input.close();
    throw error;
  }
}
