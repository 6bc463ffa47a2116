import type { Buffer } from "node:buffer";
import { UsageError } from "../../model/errors.ts";
import type { Dialect } from "../table.ts";
import {
  type DelimiterFound,
  delimiters,
  detectDelimiter,
  unclearDelimiter,
} from "./detect-delimiter.ts";
import {
  countKnownNames,
  findHeaderBelow,
  firstCells,
  type HeaderSearch,
  refuseTitle,
} from "./find-header.ts";
import { createRecordScanner } from "./scan-records.ts";

/** What the user said; it overrides the evidence. */
export interface GivenStart {
  delimiter?: Dialect["delimiter"] | undefined;
  /** Physical line with the names of the columns, 1 = first. */
  headerRow?: number | undefined;
}

/** A place in the text: bytes, and physical lines, before it. */
interface Place {
  bytes: number;
  lines: number;
}

interface HeaderPlace {
  place: Place;
  delimiter: DelimiterFound;
  /** Certainty of the header; undefined where its names decide it. */
  sure?: number;
  /** Bytes of a `sep=` line. */
  announcement: number;
}

type Located = Omit<HeaderPlace, "announcement">;

/** Settles which line is the header, and what separates its cells. */
export function locateHeader(text: Text, { delimiter, headerRow }: GivenStart): HeaderPlace {
  const announced = findAnnouncedDelimiter(text.head);
  const found =
    headerRow === undefined
      ? searchHeader(text, delimiter, announced)
      : headerAtLine(text, headerRow, delimiter, announced);
  return { ...found, announcement: announced?.bytes ?? 0 };
}

type Text = Omit<HeaderSearch, "from">;
type Announced = { delimiter: Dialect["delimiter"]; bytes: number } | undefined;

/** Excel's `sep=;` line. */
function findAnnouncedDelimiter(head: Buffer): Announced {
  const found = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i.exec(head.toString("ascii", 0, 12));
  if (found === null) return undefined;
  return { delimiter: found[1] as Dialect["delimiter"], bytes: found[0].length };
}

/** The first line of text is the header, unless a better one stands below it. */
function searchHeader(
  text: Text,
  given: Dialect["delimiter"] | undefined,
  announced: Announced,
): Located {
  const from = skipBlankLines(text, announced);
  const search = { ...text, from };
  const said = given ?? announced?.delimiter;
  const possible = said === undefined ? delimiters : [said];
  const first = said === undefined ? detectedOrUnclear(search) : { delimiter: said, certainty: 1 };
  const named = "delimiter" in first ? [first.delimiter] : possible;
  const known = Math.max(...named.map((one) => countKnownNames(firstCells(search, one) ?? [])));
  const below = known < 2 ? findHeaderBelow(search, possible, known) : undefined;
  if (below !== undefined) {
    const { delimiter, bytes, lines } = below;
    const rest = text.head.subarray(bytes);
    const found =
      said === undefined
        ? detectDelimiter(text.file, rest, text.final)
        : { delimiter, certainty: 1 };
    // Evidence for two delimiters: which one cuts this line is for the user to say.
    if (found.delimiter !== delimiter) throw unclearDelimiter(text.file);
    return { place: { bytes, lines }, delimiter: found, sure: 0.95 };
  }
  if (!("delimiter" in first)) throw first.unclear;
  if (known === 0) {
    const cut = (firstCells(search, first.delimiter)?.length ?? 0) > 1;
    refuseTitle(search, cut ? [first.delimiter] : possible);
  }
  return { place: from, delimiter: first };
}

/** The error is a value as long as a header below may still decide. */
function detectedOrUnclear({
  file,
  head,
  final,
  from,
}: HeaderSearch): DelimiterFound | { unclear: UsageError } {
  try {
    return detectDelimiter(file, head.subarray(from.bytes), final);
  } catch (error) {
    if (error instanceof UsageError) return { unclear: error };
    throw error;
  }
}

function headerAtLine(
  text: Text,
  row: number,
  given: Dialect["delimiter"] | undefined,
  announced: Announced,
): Located {
  const bytes = lineStart(text.head, row);
  if (bytes === undefined) {
    throw new UsageError(
      "header_row_missing",
      `${text.file} has no line ${row}${text.final ? "" : " in its first MiB"}, which --header-row names.`,
      "Name the line that holds the names of the columns; 1 is the first line of the file.",
    );
  }
  if (isLineEnd(text.head[bytes])) {
    throw new UsageError(
      "header_row_blank",
      `Line ${row} of ${text.file}, which --header-row names, is blank.`,
      "Name the line that holds the names of the columns; blank lines count too.",
    );
  }
  const said = given ?? (row > 1 ? announced?.delimiter : undefined);
  const delimiter =
    said === undefined
      ? detectDelimiter(text.file, text.head.subarray(bytes), text.final)
      : { delimiter: said, certainty: 1 };
  return { place: { bytes, lines: row - 1 }, delimiter, sure: 1 };
}

/** Where a physical line begins; undefined when there is nothing of it. */
function lineStart(head: Buffer, line: number): number | undefined {
  let at = 0;
  for (let n = 1; n < line; n++) {
    while (at < head.length && !isLineEnd(head[at])) at++;
    at += head[at] === 0x0d && head[at + 1] === 0x0a ? 2 : 1;
  }
  return at < head.length ? at : undefined;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}

function skipBlankLines({ file, head, final }: Text, announced: Announced): Place {
  const scanner = createRecordScanner(head, final, { delimiter: ",", width: 0, file });
  let bytes = announced?.bytes ?? 0;
  let lines = announced === undefined ? 0 : 1;
  for (let found = scanner.scan(bytes); found?.kind === "blank"; found = scanner.scan(bytes)) {
    bytes = found.next;
    lines++;
  }
  return { bytes, lines };
}
