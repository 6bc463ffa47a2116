import { Buffer } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { parseRowRanges } from "../receipt/row-ranges.ts";
import { type JournalHeader, parseHeader } from "./journal-header.ts";
import { decodeLine, placedLines } from "./journal-line.ts";
import { createRowLines, type RowLines, rowsOf } from "./row-lines.ts";

/** What a journal's file holds. */
export interface Scanned {
  header: JournalHeader;
  lines: RowLines;
  /** Where the last sound line ends; what stands behind it is of no use. */
  end: number;
  /** Among the others; a torn end is none. */
  damagedLines: number;
}

/** `empty` where not even the first line was finished, `unusable` where that line is no header of ours. */
export async function scanJournal(handle: FileHandle): Promise<Scanned | "empty" | "unusable"> {
  let scanned: Scanned | undefined;
  let damagedSince = 0;
  for await (const { offset, bytes } of placedLines(chunksOf(handle))) {
    const line = decodeLine(bytes);
    if (scanned === undefined) {
      const header = line?.what === "head" ? parseHeader(line.json()) : undefined;
      if (header === undefined) return "unusable";
      const lines = createRowLines(header.rows);
      scanned = { header, lines, end: offset + bytes.length + 1, damagedLines: 0 };
      continue;
    }
    const ranges = line === undefined ? undefined : parseRowRanges(line.what);
    if (ranges === undefined) {
      damagedSince++;
      continue;
    }
    scanned.lines.add(rowsOf(ranges), { offset, length: bytes.length });
    scanned.end = offset + bytes.length + 1;
    scanned.damagedLines += damagedSince;
    damagedSince = 0;
  }
  return scanned ?? "empty";
}

const chunkBytes = 256 << 10;

export async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
