import type { OutputFormat } from "./output-format.ts";
import type { TableWriter } from "./table.ts";
import { openCsvWriter } from "./text/csv-writer.ts";
import { openNdjsonWriter } from "./text/ndjson-writer.ts";
import type { WriterOptions } from "./writer-options.ts";

export interface OpenWriterOptions extends WriterOptions {
  format: OutputFormat;
  /** Of a text with delimiters: leave our cells as they are, formulas too. */
  raw: boolean;
}

/** Opens the writer of a format; `-` is standard output. */
export async function openWriter(path: string, options: OpenWriterOptions): Promise<TableWriter> {
  if (options.format === "ndjson") return openNdjsonWriter(path, options);
  if (options.format === "csv") return openCsvWriter(path, options);
  const { openXlsxWriter } = await import("./xlsx/xlsx-writer.ts");
  return openXlsxWriter(path, options);
}
