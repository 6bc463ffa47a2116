/**
 * A list as the user gave it. CSV lives in csv-table.ts; other formats stand beside it and open
 * through open-table.ts. Every cell is text; nothing is trimmed, cast or repaired here.
 */
export interface Table {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  readonly format: "csv" | "xlsx";
  /** Header cells as they stand; duplicates and empty ones are kept apart by position. */
  readonly columns: readonly string[];
  /** Of a workbook: how its rows are written as CSV. */
  readonly dialect: Dialect;
  /** How sure the dialect and the header are, of a text. */
  readonly certainty?: Certainty;
  /** What was seen of a text besides its dialect. */
  readonly text?: TextFacts;
  /** The sheet that is read, of a workbook. */
  readonly sheet?: string;
  /** Size of the file. */
  readonly bytes?: number;
  /** Columns of the file that are left out as if they had never been there. */
  readonly dropped?: readonly string[];
  readonly header: TableHeader;
  /**
   * Reads the list from its start, in batches; may be called again. A second reading that meets
   * other bytes than the first throws InputError `input_changed`.
   */
  rows(options: { signal: AbortSignal }): AsyncIterable<readonly TableRow[]>;
  /** SHA-256 (hex) of the whole file's own bytes; known at the latest after a full reading. */
  sha256(): string | undefined;
  close(): Promise<void>;
}

/**
 * How sure a text's reading is, 0..1, each graded by what it rests on; 1 where the user said it.
 * - `encoding`: 1 by a byte order mark; .99 by bytes that are hardly ever anything else (UTF-8,
 *   UTF-16 without a mark); at most .8 for Windows-1252, which is what is left, and less by the
 *   share of lines beyond ASCII that are UTF-8 each by itself; the same the other way round where a
 *   mark says UTF-8 and some lines are not.
 * - `delimiter`: 1 by a `sep=` line or the extension .tsv; else the share of the first hundred
 *   records as wide as the header (other widths of two or more count half) plus the share of known
 *   names in the header, at most 1. Of a list of one column, the share of records that no delimiter
 *   cuts.
 * - `header`: .99 with two known names or more, .95 where lines above it were passed over, .9 with
 *   one known name, .6 where nothing but its place speaks for it.
 */
export interface Certainty {
  encoding: number;
  delimiter: number;
  header: number;
}

interface TextFacts {
  /** Physical line of the header, 1 = first. */
  headerLine: number;
  /** Lines above it that are kept as they are; blank ones and a `sep=` line not counted. */
  linesAbove: number;
  /** Where it is Windows-1252, or a byte order mark says UTF-8 and the bytes do not. */
  beyondAscii?: LinesBeyondAscii;
}

/** Physical lines with characters that another encoding would read otherwise. */
export interface LinesBeyondAscii {
  lines: number;
  /** The first of them, 1 = first of the file. */
  firstLine: number;
  /** How many of them are UTF-8, each by itself. */
  utf8Lines: number;
  /** The first that is not. */
  firstNotUtf8?: number;
}

/** The header record as it stands, for copying it. */
export interface TableHeader {
  /** What stands before it, without a BOM: a `sep=;` line, blank lines, lines of a report. */
  before: Uint8Array;
  raw: Uint8Array;
  ending: string;
  /** A workbook's rows before the header and the header itself, as they are stored. */
  values?: { before: readonly (readonly SheetValue[])[]; header: readonly SheetValue[] };
}

/** A workbook's cell as it is stored, so that it can be written again. */
export interface SheetValue {
  /** A `Date` holds its date and time in UTC parts; null is an empty cell. */
  value: string | number | boolean | Date | null;
  /** The number format, where it is not the general one: `00000`, `yyyy-mm-dd`. */
  format?: string;
}

/** Why a workbook's cell has no text. */
export interface CellProblem {
  /** 0-based. */
  column: number;
  /** A formula that came to an error, or one that no program has calculated yet. */
  problem: "formula_error" | "uncalculated_formula";
}

export interface Dialect {
  delimiter: "," | ";" | "\t" | "|";
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  bom: boolean;
  /** The ending that most lines have; used for the lines we write ourselves (the header). */
  line_ending: "\n" | "\r\n" | "\r";
}

/**
 * One record, in input order.
 * - `record`: a row of the list.
 * - `rejected`: a line that is no CSV record; stays in the output as `invalid_input`.
 * - `blank_line`: a line without any character; not a row, copied through.
 */
export interface TableRow {
  kind: "record" | "rejected" | "blank_line";
  /** 1 = first data row; 0 for a `blank_line`. */
  number: number;
  /** Physical line in the file, 1 = first. */
  line: number;
  /** As many as there are columns: short rows are padded with "". All "" when rejected. */
  cells: readonly string[];
  /** Cells beyond the header, of a long row. */
  extra: readonly string[];
  /** Of a record: its cells of the columns that are left out, in the order of `Table.dropped`. */
  dropped?: readonly string[];
  /**
   * The record's own bytes exactly as in the file, without its line ending; the same text as UTF-8
   * where the file is UTF-16 or Windows-1252; the cells as a CSV record where it is a workbook.
   */
  raw: Uint8Array;
  /** The line ending that followed it in the file; "" at the end of a file without one. */
  ending: string;
  /** Why a line was rejected: `code: words`, without the line's content. */
  problem?: string;
  /** Of a workbook: the cells as they are stored, as many as there are columns. */
  values?: readonly SheetValue[];
  /** Of a workbook: cells whose text is "" because their value could not be had. */
  cellProblems?: readonly CellProblem[];
}

/** What enrichment writes to: input records byte for byte, with cells appended. */
export interface TableWriter {
  /** `cells` as many as the columns announced when the writer was opened. */
  write(rows: readonly { row: TableRow; cells: readonly string[] }[]): Promise<void>;
  /**
   * fsync, rename into place, fsync the folder. Resolves when the output is there for good. `about`
   * goes into the output where its format has a place for it: a workbook's second sheet.
   */
  finish(about?: readonly AboutSection[]): Promise<void>;
  /** Remove the temporary file; an older output stays as it was. */
  abort(): Promise<void>;
}

/** What an output says about how it came to be. */
export interface AboutSection {
  title: string;
  rows: readonly (readonly string[])[];
}
