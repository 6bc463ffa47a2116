import { type FileHandle, open } from "node:fs/promises";
import type { PlaceBytes } from "./places.ts";

/** Bytes that a place's files had once, in a row of somebody who is to be erased. */
export interface Traces {
  where: string;
  /** Base64. */
  bytes: string[];
}

/** Long enough to be nobody else's, short enough to stand on one page. */
const length = 40;
const perRow = 3;

/**
 * What the files have of these people and of nobody else: pieces of their rows that stand there once.
 * What others have too says nothing when it is found again.
 */
export async function findTraces(bytes: PlaceBytes, npis: readonly string[]): Promise<string[]> {
  const pieces = (await bytes.rows(npis)).flatMap(piecesOf);
  const counts = await countIn(await bytes.files(), pieces);
  return pieces.filter((_, i) => counts[i] === 1).map((piece) => piece.toString("base64"));
}

/** How many of them still stand in the files. */
export async function tracesLeft(bytes: PlaceBytes, traces: readonly string[]): Promise<number> {
  const pieces = traces.map((text) => Buffer.from(text, "base64"));
  const counts = await countIn(await bytes.files(), pieces);
  return counts.filter((count) => count > 0).length;
}

function piecesOf(row: string): Buffer[] {
  const bytes = Buffer.from(row);
  const last = Math.max(0, bytes.length - length);
  const starts = Array.from({ length: perRow }, (_, i) => Math.round((i * last) / (perRow - 1)));
  return [...new Set(starts)].map((start) => bytes.subarray(start, start + length));
}

const chunkBytes = 8 << 20;

async function countIn(files: readonly string[], pieces: readonly Buffer[]): Promise<number[]> {
  const counts = pieces.map(() => 0);
  if (pieces.length === 0) return counts;
  for (const path of files) {
    const file = await open(path, "r");
    await countInFile(file, pieces, counts).finally(() => file.close());
  }
  return counts;
}

async function countInFile(
  file: FileHandle,
  pieces: readonly Buffer[],
  counts: number[],
): Promise<void> {
  const overlap = length - 1;
  const buffer = Buffer.alloc(chunkBytes + overlap);
  let kept = 0;
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, kept, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    const filled = buffer.subarray(0, kept + bytesRead);
    pieces.forEach((piece, i) => {
      // What lies wholly in what was kept was counted before.
      const from = Math.max(0, kept - piece.length + 1);
      for (let at = filled.indexOf(piece, from); at !== -1; at = filled.indexOf(piece, at + 1)) {
        counts[i] = (counts[i] ?? 0) + 1;
      }
    });
    kept = Math.min(overlap, filled.length);
    filled.copy(buffer, 0, filled.length - kept);
  }
}
