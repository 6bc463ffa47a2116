import { closeSync, openSync, readSync } from "node:fs";
import type { Random } from "../people/random.ts";

const newline = 0x0a;
/** Offset of the entity type in `"1234567890","1",…`. */
const entityOffset = 14;
const individual = 0x31;

/**
 * Picks `count` individuals' lines of an NPPES file, each with the same chance (reservoir), in
 * random order. One pass; only the lines picked are held.
 */
export function sampleIndividualLines(path: string, count: number, random: Random): string[] {
  const kept: Buffer[] = [];
  let seen = 0;
  forEachLine(path, (bytes, start, end) => {
    if (bytes[start + entityOffset] !== individual) return;
    seen++;
    const slot = kept.length < count ? kept.length : random.below(seen);
    if (slot < count) kept[slot] = Buffer.from(bytes.subarray(start, end));
  });
  if (kept.length < count) throw new Error(`the registry has only ${kept.length} individuals`);
  return shuffle(kept, random).map((line) => line.toString("utf8"));
}

/** Calls `visit` with each whole line's bytes from `start` to `end`; they are overwritten afterwards. */
export function forEachLine(
  path: string,
  visit: (bytes: Buffer, start: number, end: number) => void,
): void {
  const handle = openSync(path, "r");
  const bytes = Buffer.allocUnsafe(1 << 23);
  let filled = 0;
  for (;;) {
    const read = readSync(handle, bytes, filled, bytes.length - filled, null);
    if (read === 0) break;
    filled += read;
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(newline, start);
      if (end < 0 || end >= filled) break;
      visit(bytes, start, end);
      start = end + 1;
    }
    bytes.copy(bytes, 0, start, filled);
    filled -= start;
  }
  closeSync(handle);
}

/** In place; the same order for the same stream. */
export function shuffle<T>(list: T[], random: Random): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}
