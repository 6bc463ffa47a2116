import type { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import { createHashing, type InputFile, inputChanged } from "../files/input-file.ts";
import type { Dialect, Table, TableRow } from "../table.ts";
import { readCsvRecords } from "./csv-records.ts";
import { createDecoding } from "./decode-text.ts";
import { findStart, type Start } from "./find-start.ts";
import { type Inspected, inspectInput } from "./inspect-input.ts";
import { parseRows } from "./parse-rows.ts";

export interface CsvTableOptions {
  /** As the user named it. */
  file: string;
  delimiter: Dialect["delimiter"] | undefined;
  encoding: Dialect["encoding"] | undefined;
  headerRow: number | undefined;
  mayBeEmpty: boolean;
  signal: AbortSignal;
}

/** A list in CSV; closing it closes the input. InputError when it has no header or no rows. */
export async function openCsvTable(
  input: InputFile,
  { file, delimiter, encoding, headerRow, mayBeEmpty, signal }: CsvTableOptions,
): Promise<Table> {
  const inspected = await inspectInput(input, encoding, signal);
  const start = findStart(input.name, inspected, { delimiter, headerRow });
  const table = createCsvTable(file, input, inspected, start);
  if (!mayBeEmpty) await refuseWithoutRows(table, input.name, signal);
  return table;
}

function createCsvTable(
  file: string,
  input: InputFile,
  { sha256, encoding, beyondAscii }: Inspected,
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
    bytes: input.size,
    header: start.header,
    certainty: start.certainty,
    text: {
      headerLine: start.headerLine,
      linesAbove: start.linesAbove,
      ...(beyondAscii === undefined ? {} : { beyondAscii }),
    },
    rows,
    sha256: () => sha256,
    close: () => input.close(),
  };
}

async function refuseWithoutRows(table: Table, name: string, signal: AbortSignal): Promise<void> {
  for await (const rows of table.rows({ signal })) {
    if (rows.some(({ kind }) => kind !== "blank_line")) return;
  }
  throw new InputError(
    "input_header_only",
    `${name} has a header and no rows.`,
    "Check the export; a list needs a line that names its columns, and rows below it.",
  );
}
