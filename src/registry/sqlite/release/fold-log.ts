import { existsSync } from "node:fs";
import { HeartbeatError } from "../../../model/errors.ts";
import { openSqlite } from "../../../store/sqlite.ts";

/** True when a write-ahead log lies beside the release file. */
export function hasWal(file: string): boolean {
  return existsSync(`${file}-wal`);
}

/**
 * An update that crashed, or that ended while others were reading, leaves a write-ahead log. Fold
 * it into the file if nobody needs it; if somebody does, or we may not write, it stays.
 */
export async function foldLog(file: string): Promise<void> {
  try {
    const db = await openSqlite(file, { store: "registry", mode: "write", busyTimeoutMs: 0 });
    try {
      db.exec("PRAGMA journal_mode=DELETE");
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof HeartbeatError)) throw error;
  }
}
