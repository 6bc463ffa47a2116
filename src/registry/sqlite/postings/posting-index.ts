import type { SqliteDatabase, SqlValue } from "../../../store/sqlite.ts";
import type { SortedBucket } from "./posting-spill.ts";

export interface PostingIndex {
  /** Buckets in ascending order, so that rows are appended. */
  addBucket(bucket: SortedBucket): void;
}

/** A statement costs more than a row: many rows in one halve the time. */
const rowsPerInsert = 16;

/** Writes the `posting` table from sorted pairs: one row a key, its NPIs in one blob. */
export function createPostingIndex(db: SqliteDatabase): PostingIndex {
  const insertRows = (rows: number) =>
    db.prepare(`INSERT INTO posting(key, npis) VALUES ${Array(rows).fill("(?, ?)").join(", ")}`);
  const insertMany = insertRows(rowsPerInsert);
  const insertOne = insertRows(1);
  return {
    addBucket({ high, pairs }) {
      let values: SqlValue[] = [];
      for (const [key, npis] of postings(high, pairs)) {
        values.push(key, npis);
        if (values.length < rowsPerInsert * 2) continue;
        insertMany.run(...values);
        values = [];
      }
      for (let at = 0; at < values.length; at += 2) {
        insertOne.run(...values.slice(at, at + 2));
      }
    },
  };
}

/** Each key with its NPIs; the blobs are parts of one array. */
export function* postings(
  high: number,
  pairs: Uint32Array,
): Generator<[key: number, npis: Uint8Array]> {
  const npis = new Uint32Array(pairs.length / 2);
  const bytes = new Uint8Array(npis.buffer);
  const base = high * 0x1_0000_0000;
  for (let at = 0, from = 0; from < npis.length; from = at) {
    const low = pairs[from * 2 + 1] as number;
    for (; at < npis.length && pairs[at * 2 + 1] === low; at++) {
      npis[at] = pairs[at * 2] as number;
    }
    yield [base + low, bytes.subarray(from * 4, at * 4)];
  }
}
