import { stat } from "node:fs/promises";
import { HeartbeatError } from "../../../model/errors.ts";
import { openSqlite, type SqliteDatabase } from "../../../store/sqlite.ts";
import type { ReleaseInfo } from "../../registry.ts";
import type { Withhold } from "../../withheld-store.ts";
import { checkSchema } from "../schema.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { resolveRelease } from "./release-folder.ts";
import { readReleaseInfo, writeCounts, writeReleaseInfo } from "./release-meta.ts";

export interface UpdateOptions {
  now: () => Date;
  /** This process, for the message that another import gets. */
  pid?: number;
  /** Asks the ledger about those who have changed, before the commit. */
  withhold?: Withhold;
}

/**
 * A change of the current release in place, all or nothing. Readers beside it go on with the old
 * state until the commit. The file keeps its name; its release id changes. Afterwards the log is
 * folded into the file, so that no sidecar is left, unless somebody is still reading: then the
 * next one to open the file does it.
 */
export interface ReleaseTransaction {
  readonly db: SqliteDatabase;
  /** As it was before. */
  readonly release: ReleaseInfo;
  /** Rolls back where it fails. */
  commit(base: string, info: ReleaseInfo): void;
  /** The same for a change that leaves the release what it is. */
  keep(counts: ReleaseInfo["counts"]): void;
  /** Does nothing once the transaction has ended. */
  rollback(): void;
}

/** Locks the release's folder for as long as the transaction takes. */
export async function beginUpdate(path: string, pid: number): Promise<ReleaseTransaction> {
  return beginLockedUpdate(path, await lockRelease(path, pid));
}

/** The same once it is locked; its end frees the lock. */
export async function beginLockedUpdate(
  path: string,
  lock: FolderLock | undefined,
): Promise<ReleaseTransaction> {
  try {
    const db = await openForUpdate(await resolveRelease(path));
    try {
      return createTransaction(db, lock);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * Nothing is made or removed in a folder that is no registry. A release file named directly has
 * SQLite's own write lock only.
 */
export async function lockRelease(path: string, pid: number): Promise<FolderLock | undefined> {
  await resolveRelease(path);
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? await lockFolder(path, pid) : undefined;
}

async function openForUpdate(file: string): Promise<SqliteDatabase> {
  const db = await openSqlite(file, { store: "registry", mode: "write" });
  try {
    checkSchema(db);
    db.exec("PRAGMA journal_mode=WAL; BEGIN IMMEDIATE");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function createTransaction(db: SqliteDatabase, lock: FolderLock | undefined): ReleaseTransaction {
  const release = readReleaseInfo(db);
  let isOpen = true;
  const finish = (end: "COMMIT" | "ROLLBACK") => {
    if (!isOpen) return;
    isOpen = false;
    try {
      if (end === "COMMIT") db.exec(end);
      else rollBack(db);
      foldLog(db);
    } finally {
      db.close();
      lock?.release();
    }
  };
  const commit = (prepare: () => void) => {
    try {
      prepare();
      finish("COMMIT");
    } catch (error) {
      finish("ROLLBACK");
      throw error;
    }
  };
  return {
    db,
    release,
    commit: (base, info) => commit(() => writeReleaseInfo(db, base, info)),
    keep: (counts) => commit(() => writeCounts(db, counts)),
    rollback: () => finish("ROLLBACK"),
  };
}

/** After a full disk SQLite has rolled back by itself, and refuses to do it again. */
function rollBack(db: SqliteDatabase): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    return;
  }
}

/**
 * Waits a moment for readers and gives up without harm: what is committed is safe in the log, and
 * whoever opens the file next folds it (open-release.ts).
 */
function foldLog(db: SqliteDatabase): void {
  try {
    db.exec("PRAGMA busy_timeout=1000");
    db.get("PRAGMA wal_checkpoint(TRUNCATE)");
    db.exec("PRAGMA journal_mode=DELETE");
  } catch (error) {
    if (!(error instanceof HeartbeatError)) throw error;
  }
}
