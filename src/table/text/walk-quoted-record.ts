import type { Buffer } from "node:buffer";

/** A record longer than this is rejected; an open quote is looked after no farther than this. */
export const maxRecordBytes = 1 << 20;
const maxRecordLines = 100;

/** `code: words` of everything that can be wrong with a line. */
export const problems = {
  nul: "nul_character: the line holds a NUL character",
  long: "record_too_long: the line is longer than 1 MiB",
  stray: "stray_quote: a quote stands inside a cell that is not quoted",
  closing: "text_after_quote: text follows a closing quote",
  backslash: "backslash_quote: a quote is escaped with a backslash; CSV doubles it",
  unclosed: "unclosed_quote: a quote is opened and not closed",
};

const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;
const equals = 0x3d;

export interface WalkedRecord {
  /** Where its line ending begins. */
  end: number;
  lines: number;
  cells: number;
  /** Offsets from its start of the `=` in cells like `="02139"`. */
  formulas: number[];
}

/** Where a walk stands; `at` and `lines` move on. */
interface Walk {
  readonly buffer: Buffer;
  readonly start: number;
  readonly delimiter: number;
  readonly final: boolean;
  at: number;
  lines: number;
}

type Trouble = (typeof problems)[keyof typeof problems] | "more";

/** Walks a record that holds quotes. A string is the problem, or `more` for want of bytes. */
export function walkQuotedRecord(
  buffer: Buffer,
  start: number,
  delimiter: number,
  final: boolean,
): WalkedRecord | string {
  const walk: Walk = { buffer, start, delimiter, final, at: start, lines: 1 };
  const formulas: number[] = [];
  let cells = 1;
  while (true) {
    const formula = buffer[walk.at] === equals && buffer[walk.at + 1] === quote;
    if (formula) formulas.push(walk.at++ - start);
    const trouble = buffer[walk.at] === quote ? passQuoted(walk, formula) : passBare(walk);
    if (trouble !== undefined) return trouble;
    if (walk.at - start > maxRecordBytes) return problems.long;
    if (walk.at >= buffer.length && !final) return "more";
    if (buffer[walk.at] !== delimiter) return { end: walk.at, lines: walk.lines, cells, formulas };
    cells++;
    walk.at++;
  }
}

function passBare(walk: Walk): Trouble | undefined {
  const { buffer, delimiter } = walk;
  while (!endsCell(buffer[walk.at], delimiter)) {
    if (buffer[walk.at] === quote) return problems.stray;
    walk.at++;
  }
  return undefined;
}

/** From the opening quote to behind the closing one. A formula stays on its line. */
function passQuoted(walk: Walk, formula: boolean): Trouble | undefined {
  const firstLine = walk.lines;
  walk.at++;
  const trouble = findClosingQuote(walk);
  if (trouble !== undefined) return trouble;
  const severalLines = walk.lines > firstLine;
  if (formula && severalLines) return problems.unclosed;
  if (endsCell(walk.buffer[walk.at], walk.delimiter)) return undefined;
  return severalLines ? problems.unclosed : problems.closing;
}

/** Moves behind the quote that closes the cell. */
function findClosingQuote(walk: Walk): Trouble | undefined {
  const { buffer, final } = walk;
  const limit = walk.start + maxRecordBytes;
  for (; walk.at < buffer.length; walk.at++) {
    const byte = buffer[walk.at];
    if (byte === quote) {
      walk.at++;
      if (buffer[walk.at] !== quote) return undefined;
    } else if (endsLine(buffer, walk.at, byte)) {
      walk.lines++;
    }
    if (walk.lines > maxRecordLines) return problems.unclosed;
    if (walk.at > limit) return walk.lines === 1 ? problems.long : problems.unclosed;
  }
  return final ? problems.unclosed : "more";
}

/** The last byte of LF, CR or CRLF. */
function endsLine(buffer: Buffer, at: number, byte: number | undefined): boolean {
  return byte === lf || (byte === cr && buffer[at + 1] !== lf);
}

function endsCell(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === lf || byte === cr || byte === undefined;
}
