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
  const left = new Map<number, number>();
  let missing = 0;
  for await (const row of rowsOf(input, signal)) {
    const key = keyOf(row.raw);
    left.set(key, (left.get(key) ?? 0) + 1);
    missing++;
  }
  let foreign = 0;
  for await (const row of rowsOf(enriched, signal)) {
    const key = keyOf(row.raw);
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

/** Only for words about what differs: that it does is known byte by byte. */
function keyOf(raw: Uint8Array): number {
  return Number.parseInt(hash("sha256", raw, "hex").slice(0, 13), 16);
}
