import type { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import { maxRecordBytes, problems, walkQuotedRecord } from "./walk-quoted-record.ts";

/** A physical line longer than this cannot even be carried as rejected. */
const maxLineBytes = 16 << 20;

const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;
const backslash = 0x5c;

/** Where a record lies in a buffer, and what its bytes say about it. */
export interface ScannedRecord {
  /** `plain` holds no quote at all; `quoted` is well-formed CSV with quotes. */
  kind: "plain" | "quoted" | "blank" | "damaged";
  start: number;
  /** Without, and `next` with, the line ending. */
  end: number;
  next: number;
  /** Physical lines covered. */
  lines: number;
  cells: number;
  /** Offsets (from `start`) of the `=` in cells like `="02139"`, which csv-parse refuses. */
  formulas: readonly number[];
  problem?: string;
}

export interface ScanOptions {
  delimiter: string;
  /** Cells of the header; 0 while it is not known. */
  width: number;
  file: string;
}

/**
 * Finds record boundaries in UTF-8 bytes by the rules csv-parse has in strict mode. A record that
 * breaks them is `damaged` and ends with its first physical line, so that a bad line never takes
 * its good neighbours with it.
 */
export interface RecordScanner {
  /** The record that starts at `start`; undefined at the end, or when more bytes are needed. */
  scan(start: number): ScannedRecord | undefined;
}

interface Line {
  end: number;
  next: number;
}

const noFormulas: readonly number[] = [];

/** `final`: nothing follows the buffer. */
export function createRecordScanner(
  buffer: Buffer,
  final: boolean,
  options: ScanOptions,
): RecordScanner {
  const delimiter = options.delimiter.charCodeAt(0);
  const size = buffer.length;
  const nextLf = createFinder(buffer, lf);
  const nextCr = createFinder(buffer, cr);
  const nextQuote = createFinder(buffer, quote);
  const nextNul = createFinder(buffer, 0);

  /** The physical line at `start`; undefined when its end is not in the buffer yet. */
  function lineAt(start: number): Line | undefined {
    const end = Math.min(nextLf(start), nextCr(start));
    if (end - start > maxLineBytes) throw lineTooLong(options.file);
    if (end === size) return final ? { end, next: end } : undefined;
    if (buffer[end] === lf) return { end, next: end + 1 };
    if (end + 1 === size && !final) return undefined;
    return { end, next: end + (buffer[end + 1] === lf ? 2 : 1) };
  }

  function damaged(start: number, line: Line, problem: string): ScannedRecord {
    return {
      kind: "damaged",
      start,
      end: line.end,
      next: line.next,
      lines: 1,
      cells: 0,
      formulas: noFormulas,
      problem,
    };
  }

  function plain(start: number, line: Line): ScannedRecord {
    if (nextNul(start) < line.end) return damaged(start, line, problems.nul);
    if (line.end - start > maxRecordBytes) return damaged(start, line, problems.long);
    let cells = 1;
    for (let i = start; i < line.end; i++) if (buffer[i] === delimiter) cells++;
    const kind = line.end === start ? "blank" : "plain";
    return {
      kind,
      start,
      end: line.end,
      next: line.next,
      lines: 1,
      cells,
      formulas: noFormulas,
    };
  }

  function quoted(start: number, first: Line): ScannedRecord | undefined {
    const walked = walkQuotedRecord(buffer, start, delimiter, final);
    if (walked === "more") return undefined;
    if (typeof walked === "string")
      return damaged(start, first, withBackslash(start, first, walked));
    const { end, lines, cells, formulas } = walked;
    if (nextNul(start) < end) return damaged(start, first, problems.nul);
    if (lines > 1 && cells !== options.width && swallows(first)) {
      return damaged(start, first, problems.unclosed);
    }
    const last = lineAt(end);
    if (last === undefined) return undefined;
    return { kind: "quoted", start, end, next: last.next, lines, cells, formulas };
  }

  /** The same trouble with quotes has a likelier cause where they stand behind a backslash. */
  function withBackslash(start: number, line: Line, problem: string): string {
    if (problem === problems.long) return problem;
    for (let at = nextQuote(start); at < line.end; at = nextQuote(at + 1)) {
      if (buffer[at - 1] === backslash && at > start) return problems.backslash;
    }
    return problem;
  }

  /**
   * A cell of several lines in a record of the wrong width, whose second line alone is a record of
   * the right one: that was no cell, but a quote that never closed and met another one by chance.
   */
  function swallows(first: Line): boolean {
    const second = lineAt(first.next);
    if (second === undefined || options.width < 3) return false;
    if (nextQuote(first.next) >= second.end) {
      return plain(first.next, second).cells === options.width;
    }
    const walked = walkQuotedRecord(buffer, first.next, delimiter, final);
    return typeof walked === "object" && walked.lines === 1 && walked.cells === options.width;
  }

  function scan(start: number): ScannedRecord | undefined {
    if (start >= size) return undefined;
    const line = lineAt(start);
    if (line === undefined) return undefined;
    return nextQuote(start) >= line.end ? plain(start, line) : quoted(start, line);
  }

  return { scan };
}

function lineTooLong(file: string): InputError {
  return new InputError(
    "input_line_too_long",
    `${file} has a line longer than 16 MiB: this is no list.`,
    "Save the list as CSV again, one person a line.",
  );
}

/** Next position of a byte at or after `from` (the buffer's length if none), remembered. */
function createFinder(buffer: Buffer, byte: number): (from: number) => number {
  let since = 0;
  let found = -1;
  return (from) => {
    if (from < since || from > found) {
      since = from;
      const at = buffer.indexOf(byte, from);
      found = at === -1 ? buffer.length : at;
    }
    return found;
  };
}
