import { Buffer } from "node:buffer";
import { InputError } from "../model/errors.ts";
import { readCsvRecords } from "./csv-records.ts";
import { createDecoding } from "./decode-text.ts";
import { detectDelimiter } from "./detect-delimiter.ts";
import {
  createHashing,
  type InputFile,
  inputChanged,
  type OpenInputOptions,
  openInputFile,
} from "./input-file.ts";
import { parseCells } from "./parse-cells.ts";
import { parseRows } from "./parse-rows.ts";
import { createRecordScanner, type ScannedRecord } from "./scan-records.ts";
import { createUtf8Check, type Encoding, sniffEncoding } from "./sniff-encoding.ts";
import type { Dialect, Table, TableHeader, TableRow } from "./table.ts";

export interface OpenTableOptions extends OpenInputOptions {
  /** Taken as given; without it the delimiter is found by evidence. */
  delimiter?: Dialect["delimiter"] | undefined;
}

/**
 * Opens a list and settles what it is: encoding, delimiter, header. Reads the whole file once for
 * that, without keeping it. The caller closes the table. InputError when it cannot be used.
 */
export async function openTable(path: string, options: OpenTableOptions): Promise<Table> {
  const input = await openInputFile(path, options);
  try {
    const inspected = await inspect(input, options.signal);
    const start = findStart(input.name, inspected, options.delimiter);
    const table = createCsvTable(path, input, inspected, start);
    await refuseWithoutRows(table, options.signal);
    return table;
  } catch (error) {
    await input.close();
    throw error;
  }
}

interface Inspected {
  sha256: string;
  encoding: Encoding;
  /** Beginning of the text as UTF-8; whether it is the whole of it. */
  head: Buffer;
  headIsAll: boolean;
}

const headBytes = 1 << 20;

async function inspect(input: InputFile, signal: AbortSignal): Promise<Inspected> {
  if (input.size === 0) {
    throw new InputError("input_empty", `${input.name} is empty.`, "Export the list again.");
  }
  const hashing = createHashing();
  const utf8 = createUtf8Check();
  const parts: Buffer[] = [];
  let kept = 0;
  for await (const chunk of input.chunks(signal)) {
    hashing.write(chunk);
    utf8.write(chunk);
    if (kept < headBytes) parts.push(chunk);
    kept += chunk.length;
  }
  const bytes = Buffer.concat(parts);
  const encoding = sniffEncoding(input.name, bytes.subarray(0, 64 << 10), utf8.end());
  const decoding = createDecoding(encoding.encoding);
  const text = decoding.write(bytes.subarray(encoding.bomBytes));
  const headIsAll = bytes.length === kept;
  const head = headIsAll ? Buffer.concat([text, decoding.end()]) : text;
  return { sha256: hashing.end(), encoding, head, headIsAll };
}

/** What stands before the first data row. */
interface Start {
  dialect: Dialect;
  columns: string[];
  header: TableHeader;
  /** Bytes of decoded text, and physical lines, up to the first record behind the header. */
  bytes: number;
  lines: number;
}

function findStart(
  file: string,
  { encoding, head, headIsAll }: Inspected,
  given: Dialect["delimiter"] | undefined,
): Start {
  const announced = findAnnouncedDelimiter(head);
  const before = skipBlankLines(file, head, headIsAll, announced);
  const delimiter =
    given ?? announced?.delimiter ?? detectDelimiter(file, head.subarray(before.bytes), headIsAll);
  const scanner = createRecordScanner(head, headIsAll, { delimiter, width: 0, file });
  const found = scanner.scan(before.bytes);
  if (found === undefined && !headIsAll) {
    throw new InputError(
      "input_header_malformed",
      `The header of ${file} is longer than 1 MiB.`,
      "Check the file: its first line must name the columns.",
    );
  }
  if (found === undefined) {
    throw new InputError("input_empty", `${file} has no line of text.`, "Export the list again.");
  }
  const { columns, raw } = parseHeader(file, head, found, delimiter);
  return {
    dialect: {
      delimiter,
      encoding: encoding.encoding,
      bom: encoding.bomBytes > 0,
      line_ending: commonestEnding(head),
    },
    columns,
    header: {
      before: Buffer.from(head.subarray(0, before.bytes)),
      raw,
      ending: head.toString("ascii", found.end, found.next),
    },
    bytes: found.next,
    lines: before.lines + found.lines,
  };
}

/** Excel's `sep=;` line. */
function findAnnouncedDelimiter(
  head: Buffer,
): { delimiter: Dialect["delimiter"]; bytes: number } | undefined {
  const found = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i.exec(head.toString("ascii", 0, 12));
  if (found === null) return undefined;
  return { delimiter: found[1] as Dialect["delimiter"], bytes: found[0].length };
}

function skipBlankLines(
  file: string,
  head: Buffer,
  final: boolean,
  announced: { bytes: number } | undefined,
): { bytes: number; lines: number } {
  const scanner = createRecordScanner(head, final, { delimiter: ",", width: 0, file });
  let bytes = announced?.bytes ?? 0;
  let lines = announced === undefined ? 0 : 1;
  for (let found = scanner.scan(bytes); found?.kind === "blank"; found = scanner.scan(bytes)) {
    bytes = found.next;
    lines++;
  }
  return { bytes, lines };
}

function parseHeader(
  file: string,
  head: Buffer,
  found: ScannedRecord,
  delimiter: Dialect["delimiter"],
): { columns: string[]; raw: Buffer } {
  const raw = Buffer.from(head.subarray(found.start, found.end));
  const quoted = found.kind === "quoted";
  const [columns] =
    found.kind === "damaged" ? [] : parseCells([{ ...found, raw, quoted }], delimiter);
  if (columns !== undefined) return { columns, raw };
  throw new InputError(
    "input_header_malformed",
    `The header of ${file} is not valid CSV (${found.problem?.split(":")[0] ?? "malformed"}).`,
    "Correct the quotes in its first line.",
  );
}

function commonestEnding(head: Buffer): Dialect["line_ending"] {
  const text = head.toString("utf8", 0, 64 << 10);
  const crlf = text.split("\r\n").length;
  const lf = text.split("\n").length - crlf;
  const cr = text.split("\r").length - crlf;
  if (crlf - 1 >= lf && crlf - 1 >= cr && crlf > 1) return "\r\n";
  return cr > lf ? "\r" : "\n";
}

function createCsvTable(
  file: string,
  input: InputFile,
  { sha256, encoding }: Inspected,
  start: Start,
): Table {
  /** Decoded text behind the header; compares the file's hash at its end. */
  async function* text(signal: AbortSignal): AsyncGenerator<Buffer, void> {
    await input.checkSame();
    const hashing = createHashing();
    const decoding = createDecoding(encoding.encoding);
    let bom = encoding.bomBytes;
    let skip = start.bytes;
    for await (const chunk of input.chunks(signal)) {
      hashing.write(chunk);
      const decoded = decoding.write(chunk.subarray(bom));
      bom = Math.max(0, bom - chunk.length);
      yield decoded.subarray(skip);
      skip = Math.max(0, skip - decoded.length);
    }
    yield decoding.end();
    if (hashing.end() !== sha256) throw inputChanged(input.name);
    await input.checkSame();
  }

  async function* rows({ signal }: { signal: AbortSignal }): AsyncGenerator<TableRow[], void> {
    const { delimiter } = start.dialect;
    const width = start.columns.length;
    const position = { number: 1, line: start.lines + 1 };
    const options = { delimiter, width, file: input.name };
    for await (const records of readCsvRecords(text(signal), options)) {
      yield parseRows(records, width, delimiter, position);
    }
  }

  return {
    file,
    format: "csv",
    columns: start.columns,
    dialect: start.dialect,
    header: start.header,
    rows,
    sha256: () => sha256,
    close: () => input.close(),
  };
}

async function refuseWithoutRows(table: Table, signal: AbortSignal): Promise<void> {
  for await (const rows of table.rows({ signal })) {
    if (rows.some(({ kind }) => kind !== "blank_line")) return;
  }
  throw new InputError(
    "input_header_only",
    `${table.file === "-" ? "standard input" : table.file} has a header and no rows.`,
    "Check the export; a list needs at least one row below its header.",
  );
}
