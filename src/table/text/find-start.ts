import { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import type { Certainty, Dialect, TableHeader } from "../table.ts";
import { countKnownNames } from "./find-header.ts";
import type { Inspected } from "./inspect-input.ts";
import { type GivenStart, locateHeader } from "./locate-header.ts";
import { parseCells } from "./parse-cells.ts";
import { createRecordScanner, type ScannedRecord } from "./scan-records.ts";

/** What stands before the first data row. */
export interface Start {
  dialect: Dialect;
  certainty: Certainty;
  columns: string[];
  header: TableHeader;
  /** Physical line of the header; lines of text above it. */
  headerLine: number;
  linesAbove: number;
  /** Bytes of decoded text, and physical lines, up to the first record behind the header. */
  bytes: number;
  lines: number;
}

/** Settles delimiter and header from the beginning of the text. */
export function findStart(
  file: string,
  { encoding, head, headIsAll }: Inspected,
  given: GivenStart,
): Start {
  const found = locateHeader({ file, head, final: headIsAll }, given);
  const { place } = found;
  const { delimiter } = found.delimiter;
  const scanner = createRecordScanner(head, headIsAll, { delimiter, width: 0, file });
  const record = scanner.scan(place.bytes);
  if (record === undefined && !headIsAll) {
    throw new InputError(
      "input_header_malformed",
      `The header of ${file} is longer than 1 MiB.`,
      "Check the file: its first line must name the columns.",
    );
  }
  if (record === undefined) {
    throw new InputError("input_empty", `${file} has no line of text.`, "Export the list again.");
  }
  const headerLine = place.lines + 1;
  const { columns, raw } = parseHeader(file, head, record, { delimiter, line: headerLine });
  refuseNoNames(file, columns, headerLine);
  return {
    dialect: {
      delimiter,
      encoding: encoding.encoding,
      bom: encoding.bomBytes > 0,
      line_ending: commonestEnding(head),
    },
    certainty: {
      encoding: encoding.certainty,
      delimiter: found.delimiter.certainty,
      header: found.sure ?? certaintyOfNames(columns),
    },
    columns,
    header: {
      before: Buffer.from(head.subarray(0, place.bytes)),
      raw,
      ending: head.toString("ascii", record.end, record.next),
    },
    headerLine,
    linesAbove: linesOfText(head.subarray(found.announcement, place.bytes)),
    bytes: record.next,
    lines: place.lines + record.lines,
  };
}

function linesOfText(before: Buffer): number {
  return before
    .toString("utf8")
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== "").length;
}

function parseHeader(
  file: string,
  head: Buffer,
  found: ScannedRecord,
  { delimiter, line }: { delimiter: Dialect["delimiter"]; line: number },
): { columns: string[]; raw: Buffer } {
  const raw = Buffer.from(head.subarray(found.start, found.end));
  const quoted = found.kind === "quoted";
  const [columns] =
    found.kind === "damaged" ? [] : parseCells([{ ...found, raw, quoted }], delimiter);
  if (columns !== undefined) return { columns, raw };
  throw new InputError(
    "input_header_malformed",
    `The header of ${file} is not valid CSV (${found.problem?.split(":")[0] ?? "malformed"}).`,
    `Correct line ${line}, which must name the columns, or export the list again; --header-row N says that it is another line.`,
  );
}

/** Headers that name nothing, or whose quotes are none. */
function refuseNoNames(file: string, columns: readonly string[], line: number): void {
  if (columns.every((column) => column.trim() === "")) {
    throw new InputError(
      "input_header_empty",
      `The header of ${file} (line ${line}) names no column: all its cells are empty.`,
      "Write the names of the columns there, or say with --header-row N which line has them.",
    );
  }
  if (columns.length > 1 && columns.every((column) => /^\s*'.*'\s*$/.test(column))) {
    throw new InputError(
      "input_quotes_unknown",
      `${file} puts its cells between apostrophes, which are no quotes in CSV.`,
      'Export it with double quotes ("…"), or without any.',
    );
  }
}

function certaintyOfNames(columns: readonly string[]): number {
  const known = countKnownNames(columns);
  if (known >= 2) return 0.99;
  return known === 1 ? 0.9 : 0.6;
}

function commonestEnding(head: Buffer): Dialect["line_ending"] {
  const text = head.toString("utf8", 0, 64 << 10);
  const crlf = text.split("\r\n").length;
  const lf = text.split("\n").length - crlf;
  const cr = text.split("\r").length - crlf;
  if (crlf - 1 >= lf && crlf - 1 >= cr && crlf > 1) return "\r\n";
  return cr > lf ? "\r" : "\n";
}
