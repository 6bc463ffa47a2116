import { type CsvRecord, createCsvScanner } from "./csv-scanner.ts";
import { decodeText } from "./decode-text.ts";
import { malformed } from "./source-errors.ts";

/**
 * The records of a comma-separated source, in batches, with only the picked columns. Memory is
 * bounded by one piece of the file. Damage (a record cut short, of another width, an open quote)
 * throws InputError `source_malformed` naming file and line.
 */
export async function* readCsvRecords(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  pick: (header: readonly string[]) => readonly number[],
): AsyncGenerator<readonly CsvRecord[]> {
  let hasHeader = false;
  const scanner = createCsvScanner({
    pick: (header) => {
      hasHeader = true;
      return pick(header);
    },
    fail: (line, what) => {
      throw malformed(file, line, what);
    },
  });
  for await (const text of decodeText(chunks)) {
    const records = scanner.push(text);
    if (records.length > 0) yield records;
  }
  const last = scanner.finish();
  if (!hasHeader) throw malformed(file, 1, "there is no header");
  if (last.length > 0) yield last;
}
