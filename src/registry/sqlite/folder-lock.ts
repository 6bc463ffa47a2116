import { join } from "node:path";
import { ServiceError } from "../../model/errors.ts";
import { openSqlite, type SqliteDatabase } from "../../store/sqlite.ts";

export interface FolderLock {
  release(): void;
}

/**
 * At most one process changes a registry folder at a time. The lock is SQLite's own write lock on a
 * tiny file, so the system frees it when the holder dies: there is no stale lock to clear by hand.
 * The holder's process id stands in the file's `user_version`, which stays readable meanwhile.
 */
export async function lockFolder(folder: string, pid: number): Promise<FolderLock> {
  const db = await openSqlite(join(folder, "import.lock"), {
    store: "registry",
    mode: "write",
    journal: "delete",
    busyTimeoutMs: 0,
  });
  try {
    db.exec(`BEGIN IMMEDIATE; PRAGMA user_version=${pid}; COMMIT; BEGIN IMMEDIATE`);
  } catch (error) {
    const isLocked = error instanceof ServiceError && error.code === "registry_locked";
    const failure = isLocked ? locked(folder, db) : error;
    db.close();
    throw failure;
  }
  return { release: () => db.close() };
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
