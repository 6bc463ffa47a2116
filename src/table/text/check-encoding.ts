import type { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import type { Dialect, LinesBeyondAscii } from "../table.ts";
import { createUtf8Check, type Utf8Check } from "./check-utf8.ts";

const lf = 0x0a;
const cr = 0x0d;

/** Reads bytes and tells, line by line, which of them are beyond ASCII, and which are UTF-8. */
export async function findHighBytes(chunks: AsyncIterable<Buffer>): Promise<LinesBeyondAscii> {
  const count = createHighLineCount();
  let before: number | undefined;
  for await (const chunk of chunks) {
    for (let at = 0; at <= chunk.length; ) {
      const end = lineEnd(chunk, at);
      count.add(chunk.subarray(at, end));
      const last = end === 0 ? before : chunk[end - 1];
      if (end < chunk.length && !(chunk[end] === lf && last === cr)) count.endLine();
      at = end + 1;
    }
    before = chunk[chunk.length - 1];
  }
  count.endLine();
  return count.result();
}

function lineEnd(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && chunk[at] !== lf && chunk[at] !== cr) at++;
  return at;
}

function createHighLineCount() {
  const found: LinesBeyondAscii = { lines: 0, firstLine: 0, utf8Lines: 0 };
  let line = 1;
  let check: Utf8Check | undefined;
  return {
    /** A piece of the line; characters may be cut between pieces. */
    add(piece: Buffer): void {
      if (check === undefined && piece.some(isHigh)) check = createUtf8Check();
      check?.write(piece);
    },
    endLine(): void {
      if (check !== undefined) {
        found.lines++;
        if (found.lines === 1) found.firstLine = line;
        if (check.end()) found.utf8Lines++;
        else found.firstNotUtf8 ??= line;
        check = undefined;
      }
      line++;
    },
    result: () => found,
  };
}

/** The first physical line with half a character: a surrogate alone, or a byte too few at the end. */
export async function findHalfCharacter(
  chunks: AsyncIterable<Buffer>,
  encoding: "utf-16le" | "utf-16be",
): Promise<number | undefined> {
  const high = encoding === "utf-16be" ? 0 : 1;
  const pair = [0, 0];
  const walk: SurrogateWalk = { line: 1, before: 0, open: false };
  let bytes = 0;
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      pair[bytes++ % 2] = byte;
      if (bytes % 2 === 0 && !passUnit(walk, pair[high] as number, pair[1 - high] as number)) {
        return walk.line;
      }
    }
  }
  return walk.open || bytes % 2 === 1 ? walk.line : undefined;
}

interface SurrogateWalk {
  line: number;
  before: number;
  /** The second half of a character has to follow. */
  open: boolean;
}

function passUnit(walk: SurrogateWalk, high: number, low: number): boolean {
  const second = high >= 0xdc && high <= 0xdf;
  if (second !== walk.open) return false;
  walk.open = high >= 0xd8 && high <= 0xdb;
  const unit = (high << 8) | low;
  if (unit === cr || (unit === lf && walk.before !== cr)) walk.line++;
  walk.before = unit;
  return true;
}

/** A file in UTF-16 whose bytes cannot be kept: they are no text. */
export function halfCharacter(file: string, line: number, encoding: string): InputError {
  return new InputError(
    "encoding_damaged",
    `Line ${line} of ${file} holds half a character (${encoding}).`,
    "The file may have been cut off. Export the list again, as CSV UTF-8.",
  );
}

/** `--encoding` says what the bytes do not bear out. `why` ends the sentence. */
export function contradicted(
  file: string,
  given: Dialect["encoding"],
  why: string,
  rather?: Dialect["encoding"],
): InputError {
  return new InputError(
    "encoding_contradicted",
    `${file} is not ${given}: ${why}.`,
    rather === undefined
      ? "Leave --encoding away to let the bytes decide."
      : `Leave --encoding away to let the bytes decide, or say --encoding ${rather}.`,
  );
}

function isHigh(byte: number): boolean {
  return byte >= 0x80;
}
