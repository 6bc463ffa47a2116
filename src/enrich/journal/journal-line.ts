import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";

/**
 * A journal's line: `CRC WHAT JSON`. The checksum (CRC-32, eight hex digits) covers everything
 * behind it up to the line break; WHAT is `head`, or the row numbers that are answered, so that
 * opening a journal parses no answers.
 */
export interface JournalLine {
  what: string;
  /** What is to be parsed as JSON. */
  json: () => unknown;
}

const checksumLength = 8;
const blank = 0x20;
const lineBreak = 0x0a;

export function encodeLine(what: string, value: unknown): Buffer {
  const body = Buffer.from(` ${what} ${JSON.stringify(value)}\n`);
  const checksum = crc32(body.subarray(1, -1)).toString(16).padStart(checksumLength, "0");
  return Buffer.concat([Buffer.from(checksum), body]);
}

/** @param bytes a line without its break; undefined for one that is torn or damaged */
export function decodeLine(bytes: Buffer): JournalLine | undefined {
  if (bytes[checksumLength] !== blank) return undefined;
  const checked = bytes.subarray(checksumLength + 1);
  const checksum = bytes.toString("latin1", 0, checksumLength);
  if (!/^[0-9a-f]{8}$/.test(checksum)) return undefined;
  if (crc32(checked) !== Number.parseInt(checksum, 16)) return undefined;
  const end = checked.indexOf(blank);
  if (end === -1) return undefined;
  return {
    what: checked.toString("latin1", 0, end),
    json: () => JSON.parse(checked.toString("utf8", end + 1)),
  };
}

/** A line of a file, and where it stands. */
export interface PlacedLine {
  offset: number;
  /** Without its break. */
  bytes: Buffer;
}

/** Whole lines of chunks; what is behind the last break is no line yet. */
export async function* placedLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<PlacedLine> {
  let offset = 0;
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(lineBreak); at !== -1; at = chunk.indexOf(lineBreak, from)) {
      parts.push(chunk.subarray(from, at));
      const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
      yield { offset, bytes };
      offset += bytes.length + 1;
      parts = [];
      from = at + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
}
