import { Buffer } from "node:buffer";
import { parse } from "csv-parse/sync";
import type { Dialect } from "../table.ts";

/** A first line that only tells a spreadsheet the delimiter of the text file. */
const separatorLine = /^sep=.$/i;

/**
 * The lines before a text's header, each as cells. A line that is no record by itself stays whole;
 * a `sep=;` line says nothing in a workbook and is left out.
 */
export function preambleRows(before: Uint8Array, delimiter: Dialect["delimiter"]): string[][] {
  const text = Buffer.from(before).toString("utf8");
  if (text === "") return [];
  const lines = text.replace(/(\r\n|\n|\r)$/, "").split(/\r\n|\n|\r/);
  if (separatorLine.test(lines[0] ?? "")) lines.shift();
  return lines.map((line) => cellsOf(line, delimiter));
}

function cellsOf(line: string, delimiter: string): string[] {
  try {
    return (parse(line, { columns: false, delimiter }) as string[][])[0] ?? [];
  } catch {
    return [line];
  }
}
