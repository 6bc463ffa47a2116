import { existsSync } from "node:fs";
import { join } from "node:path";
import { HeartbeatError, ServiceError } from "../../../model/errors.ts";
import { openSqlite, type SqliteDatabase } from "../../../store/sqlite.ts";
import { removeLeftovers } from "./release-folder.ts";

const lockName = "import.lock";

export interface FolderLock {
  release(): void;
}

/**
 * At most one process changes a registry folder at a time. The lock is SQLite's own write lock on a
 * tiny file, so the system frees it when the holder dies: there is no stale lock to clear by hand.
 * Whoever gets it finds the folder without the leftovers of killed imports.
 * The holder's process id stands in the file's `user_version`, which stays readable meanwhile.
 */
export async function lockFolder(folder: string, pid: number): Promise<FolderLock> {
  const db = await openSqlite(join(folder, lockName), {
    store: "registry",
    mode: "write",
    journal: "delete",
    busyTimeoutMs: 0,
  });
  try {
    db.exec(`BEGIN IMMEDIATE; PRAGMA user_version=${pid}; COMMIT; BEGIN IMMEDIATE`);
    await removeLeftovers(folder);
  } catch (error) {
    const isLocked = error instanceof ServiceError && error.code === "registry_locked";
    const failure = isLocked ? locked(folder, db) : error;
    db.close();
    throw failure;
  }
  return { release: () => db.close() };
}

/** Whether whoever was building a registry in this folder is gone. */
export async function isAbandoned(folder: string): Promise<boolean> {
  // A build takes the lock first of all: without the file it has only just begun.
  if (!existsSync(join(folder, lockName))) return false;
  try {
    (await lockFolder(folder, 0)).release();
    return true;
  } catch (error) {
    if (error instanceof HeartbeatError) return false;
    throw error;
  }
}

function locked(folder: string, db: SqliteDatabase): ServiceError {
  const holder = Number(db.get("PRAGMA user_version")?.[0] ?? 0);
  const who = holder > 0 ? ` (process ${holder})` : "";
  return new ServiceError(
    "registry_locked",
    `Another import${who} is working on the registry ${folder}.`,
    "Wait until it has finished, then try again.",
  );
}
