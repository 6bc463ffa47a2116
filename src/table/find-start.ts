import { Buffer } from "node:buffer";
import { InputError } from "../model/errors.ts";
import { detectDelimiter } from "./detect-delimiter.ts";
import type { Inspected } from "./inspect-input.ts";
import { parseCells } from "./parse-cells.ts";
import { createRecordScanner, type ScannedRecord } from "./scan-records.ts";
import type { Dialect, TableHeader } from "./table.ts";

/** What stands before the first data row. */
export interface Start {
  dialect: Dialect;
  columns: string[];
  header: TableHeader;
  /** Bytes of decoded text, and physical lines, up to the first record behind the header. */
  bytes: number;
  lines: number;
}

/** Settles delimiter and header from the beginning of the text; `given` overrides the evidence. */
export function findStart(
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
    "Correct its first line, which must name the columns, or export the list again.",
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
