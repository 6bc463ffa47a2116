import { createWriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { HeartbeatError, systemErrorCode } from "../model/errors.ts";
import type { FileKind, Source } from "../model/profile.ts";
import { readCsvRecords } from "./csv-records.ts";
import type { FactBuckets } from "./fact-buckets.ts";
import type { FactReader, FactReaderInput } from "./fact-reader.ts";
import type { ImportProgress } from "./import-progress.ts";
import type { PlannedSource } from "./plan-import.ts";
import { malformed, workFolderFailed } from "./source-errors.ts";
import { openSource, throwIfAborted } from "./source-stream.ts";
import { readDeactivations } from "./sources/nppes-deactivations.ts";
import { nppesMainReader } from "./sources/nppes-main.ts";
import { nppesOtherNamesReader } from "./sources/nppes-other-names.ts";
import { nppesPracticeLocationsReader } from "./sources/nppes-practice-locations.ts";
import { readNuccTaxonomy } from "./sources/nucc-taxonomy.ts";

export interface CollectOptions {
  buckets: FactBuckets;
  /** Id of the first source; the others count on from it. */
  firstId: number;
  signal: AbortSignal;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface Collected {
  sources: Source[];
  /** From a NUCC list, when there was one; the last wins. */
  taxonomyNames?: Map<string, string>;
}

type CsvKind = Exclude<FileKind, "nppes_deactivations" | "nucc_taxonomy">;

const readers: Record<CsvKind, (input: FactReaderInput) => FactReader> = {
  nppes: nppesMainReader,
  nppes_weekly: nppesMainReader,
  nppes_other_names: nppesOtherNamesReader,
  nppes_practice_locations: nppesPracticeLocationsReader,
};

/** First pass: reads every source once, from its first byte to its last, into the buckets. */
export async function collectFacts(
  planned: readonly PlannedSource[],
  { buckets, firstId, signal, onProgress }: CollectOptions,
): Promise<Collected> {
  const collected: Collected = { sources: [] };
  const bytesTotal = planned.reduce((sum, source) => sum + source.bytes, 0);
  let bytesDone = 0;
  for (const [index, source] of planned.entries()) {
    const reading: Reading = {
      id: firstId + index,
      source,
      buckets,
      signal,
      rows: 0,
      bytes: 0,
      as_of: source.as_of,
      tell: () => {
        const { rows, bytes } = reading;
        const done = Math.min(bytesDone + bytes, bytesTotal);
        onProgress?.({ step: "read", file: source.file, bytesDone: done, bytesTotal, rows });
      },
    };
    const sha256 = await readSource(reading, collected);
    const { id, rows, as_of } = reading;
    const { kind, file, bytes } = source;
    const dated = as_of === undefined ? {} : { as_of };
    collected.sources.push({ id, kind, file, ...dated, rows, bytes, sha256 });
    bytesDone += bytes;
  }
  return collected;
}

/** One source while it is read. */
interface Reading {
  readonly id: number;
  readonly source: PlannedSource;
  readonly buckets: FactBuckets;
  readonly signal: AbortSignal;
  rows: number;
  bytes: number;
  as_of: string | undefined;
  tell(): void;
}

/** Answers with the hash of the source's bytes. */
async function readSource(reading: Reading, collected: Collected): Promise<string> {
  const { source, signal } = reading;
  const stream = openSource(source, {
    signal,
    onBytes: (bytes) => {
      reading.bytes += bytes;
    },
  });
  const { kind } = source;
  if (kind === "nppes_deactivations") return readReport(reading, stream);
  if (kind === "nucc_taxonomy") {
    const names = await readNuccTaxonomy(stream.chunks, source.file);
    reading.rows = names.size;
    collected.taxonomyNames = names;
  } else {
    await readCsv(reading, kind, stream.chunks);
  }
  if (reading.rows === 0 && (kind === "nppes" || kind === "nucc_taxonomy")) {
    throw malformed(source.file, 1, "there is a header and nothing else");
  }
  return stream.sha256();
}

async function readCsv(
  reading: Reading,
  kind: CsvKind,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { file } = reading.source;
  let reader: FactReader | undefined;
  const pick = (header: readonly string[]): readonly number[] => {
    reader = readers[kind]({ header, file, source: reading.id });
    return reader.picked;
  };
  let latest = "";
  for await (const records of readCsvRecords(chunks, file, pick)) {
    for (const record of records) {
      // Spreadsheets leave thousands of rows without any value at the end.
      if (record.cells.every((cell) => cell === "")) continue;
      reading.rows++;
      const fact = reader?.read(record);
      if (fact === undefined) continue;
      if (fact.kind === "profile") latest = laterDate(latest, fact.content.last_updated);
      reading.buckets.add(fact);
    }
    await reading.buckets.relieve();
    reading.tell();
  }
  if (latest !== "") reading.as_of ??= latest;
}

/** exceljs wants a file of its own; the copy also makes sure that hash and rows are of one content. */
async function readReport(
  reading: Reading,
  stream: ReturnType<typeof openSource>,
): Promise<string> {
  const { buckets, source, signal, id } = reading;
  const copy = join(buckets.folder, `report-${id}.xlsx`);
  await writeCopy(stream.chunks, copy);
  const onAsOf = (date: string) => {
    reading.as_of = date;
  };
  for await (const { npi, date } of readDeactivations(copy, source.file, onAsOf)) {
    buckets.add({ kind: "deactivated", npi, source: id, content: date });
    if (++reading.rows % 4096 !== 0) continue;
    throwIfAborted(signal);
    await buckets.relieve();
    reading.tell();
  }
  return stream.sha256();
}

async function writeCopy(chunks: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  try {
    await pipeline(chunks, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    if (error instanceof HeartbeatError) throw error;
    throw workFolderFailed(dirname(path), systemErrorCode(error) ?? "unknown error");
  }
}

function laterDate(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a;
}
