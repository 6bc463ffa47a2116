import { Buffer } from "node:buffer";
import { createRecordScanner, type ScannedRecord, type ScanOptions } from "./scan-records.ts";

/** A scanned record with its own copy of its bytes. */
export interface CsvRecord {
  scanned: ScannedRecord;
  raw: Buffer;
  ending: string;
}

const batchRecords = 500;

/** Cuts a stream of UTF-8 bytes into records, some hundreds at a time. */
export async function* readCsvRecords(
  chunks: AsyncIterable<Buffer>,
  options: ScanOptions,
): AsyncGenerator<CsvRecord[], void> {
  let rest: Buffer = Buffer.alloc(0);
  let added: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    added.push(chunk);
    bytes += chunk.length;
    // A record of many chunks is looked at again when it has doubled, not with each of them.
    if (bytes < rest.length) continue;
    const buffer = join(rest, added);
    rest = buffer.subarray(yield* cut(buffer, false, options));
    added = [];
    bytes = 0;
  }
  yield* cut(join(rest, added), true, options);
}

function join(rest: Buffer, added: readonly Buffer[]): Buffer {
  const [only, second] = added;
  if (only !== undefined && second === undefined && rest.length === 0) return only;
  return only === undefined ? rest : Buffer.concat([rest, ...added]);
}

/** Yields the buffer's records, and returns where the first unfinished one starts. */
function* cut(
  buffer: Buffer,
  final: boolean,
  options: ScanOptions,
): Generator<CsvRecord[], number> {
  const scanner = createRecordScanner(buffer, final, options);
  let at = 0;
  let batch: CsvRecord[] = [];
  for (let found = scanner.scan(at); found !== undefined; found = scanner.scan(at)) {
    batch.push(toCsvRecord(buffer, found));
    at = found.next;
    if (batch.length === batchRecords) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  return at;
}

/** Copied, so that a row somebody keeps does not keep the whole chunk in memory. */
function toCsvRecord(buffer: Buffer, scanned: ScannedRecord): CsvRecord {
  const { start, end, next } = scanned;
  return {
    scanned,
    raw: Buffer.from(buffer.subarray(start, end)),
    ending: next === end ? "" : buffer.toString("ascii", end, next),
  };
}
