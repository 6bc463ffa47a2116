import type { SqliteDatabase, SqliteStatement } from "../../store/sqlite.ts";
import type { SortedBucket } from "./posting-spill.ts";

export interface PostingIndex {
  /** Buckets in ascending order, so that rows are appended. */
  addBucket(bucket: SortedBucket): void;
}

/** Writes the `posting` table from sorted pairs: one row a key, its NPIs in one blob. */
export function createPostingIndex(db: SqliteDatabase): PostingIndex {
  const insert = db.prepare("INSERT INTO posting(key, npis) VALUES(?, ?)");
  return {
    addBucket({ high, pairs }) {
      insertKeys(insert, high * 0x1_0000_0000, pairs);
    },
  };
}

function insertKeys(insert: SqliteStatement, base: number, pairs: Uint32Array): void {
  const npis = new Uint32Array(pairs.length / 2);
  const bytes = new Uint8Array(npis.buffer);
  for (let at = 0; at < pairs.length; ) {
    const low = pairs[at + 1] as number;
    let length = 0;
    for (; at < pairs.length && pairs[at + 1] === low; at += 2) {
      npis[length++] = pairs[at] as number;
    }
    insert.run(base + low, bytes.subarray(0, length * 4));
  }
}
