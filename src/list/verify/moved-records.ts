import { hash } from "node:crypto";
import type { Table } from "../../table/table.ts";
import { rowsOf } from "./compare-records.ts";

/** Two lists without regard to the order of their rows. */
export interface MovedRecords {
  /** Records of the input that are not in the enriched list. */
  missing: number;
  /** Records of the enriched list that are not in the input. */
  foreign: number;
}

/** Reads both lists once more; holds some bytes for every row of the input. */
export async function findMoved(
  enriched: Table,
  input: Table,
  signal: AbortSignal,
): Promise<MovedRecords> {
  const delimiter = enriched.dialect.delimiter.charCodeAt(0);
  const left = new Map<number, number>();
  let missing = 0;
  for await (const row of rowsOf(input, signal)) {
    const key = keyOf(row.raw, delimiter);
    left.set(key, (left.get(key) ?? 0) + 1);
    missing++;
  }
  let foreign = 0;
  for await (const row of rowsOf(enriched, signal)) {
    const key = keyOf(row.raw, delimiter);
    const count = left.get(key) ?? 0;
    if (count === 0) {
      foreign++;
      continue;
    }
    left.set(key, count - 1);
    missing--;
  }
  return { missing, foreign };
}

/**
 * Only for words about what differs: that it does is known byte by byte. Empty cells at the end do
 * not count, as nobody knows how many a moved row had.
 */
function keyOf(raw: Uint8Array, delimiter: number): number {
  const end = raw.findLastIndex((byte) => byte !== delimiter) + 1;
  return Number.parseInt(hash("sha256", raw.subarray(0, end), "hex").slice(0, 13), 16);
}
