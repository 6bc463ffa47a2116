import {
  closeSync,
  fchmodSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { ServiceError, systemErrorCode } from "../model/errors.ts";
import { openSqlite, type SqliteDatabase } from "./sqlite.ts";

/** Who holds a lock. */
export interface LockHolder {
  pid: number;
  /** ISO date and time. */
  since: string;
}

export interface ProcessLock {
  release(): void;
}

export type Locking = { lock: ProcessLock } | { heldBy: LockHolder | undefined };

/** A fault that comes that often is none of a file that was just being removed. */
const mostFaults = 5;

/** How long somebody who only looks may hold it; a second run leaves at once all the same. */
const patienceMs = 100;

/**
 * Takes a lock that one process at a time can have, or says who has it. It is SQLite's own write
 * lock on an empty file, so the system frees it when the holder dies: there is no stale lock to
 * clear by hand. The holder's name stands in a file beside it. Both are removed at release.
 *
 * @param mode of both: who else may wait for it, and take it over from somebody who was killed
 */
export async function takeLock(
  path: string,
  holder: LockHolder,
  mode: number = 0o600,
): Promise<Locking> {
  for (let faults = 0; ; ) {
    const file = makeFile(path, mode);
    if (file === undefined) continue;
    let db: SqliteDatabase | undefined;
    try {
      db = await openSqlite(path, {
        store: "lock",
        mode: "write",
        journal: "delete",
        busyTimeoutMs: patienceMs,
      });
      db.exec("BEGIN IMMEDIATE");
    } catch (error) {
      const isSame = idOf(path) === file;
      db?.close();
      if (!(error instanceof ServiceError)) throw error;
      if (error.code === "lock_locked") return { heldBy: await readHolder(path) };
      // Of a file that its holder has removed meanwhile SQLite says that the disk has failed; and the
      // next one may have got the number of that one.
      if (isSame && ++faults === mostFaults) throw error;
      continue;
    }
    // Its holder may have removed the file that was opened: then this lock keeps nobody out.
    if (idOf(path) === file) return { lock: named(path, db, holder, mode) };
    db.close();
  }
}

/** The file's identity. It is made and closed at once: closing later would free a lock of our own. */
function makeFile(path: string, mode: number): string | undefined {
  try {
    const file = openSync(path, "wx", 0o600);
    // Whatever the user's mask is.
    fchmodSync(file, mode);
    closeSync(file);
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") throw error;
  }
  return idOf(path);
}

function idOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev}:${found.ino}`;
}

function named(path: string, db: SqliteDatabase, holder: LockHolder, mode: number): ProcessLock {
  const release = () => {
    try {
      rmSync(nameFile(path), { force: true });
      rmSync(path, { force: true });
    } catch {
      // The lock is what counts: files that stay keep nobody out.
    } finally {
      db.close();
    }
  };
  try {
    // Of somebody who was killed, and it may be theirs alone.
    rmSync(nameFile(path), { force: true });
    writeFileSync(nameFile(path), JSON.stringify(holder), { mode });
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

function nameFile(path: string): string {
  return `${path}.holder`;
}

/** The holder writes its name right after it has the lock. */
async function readHolder(path: string): Promise<LockHolder | undefined> {
  for (let look = 0; look < 20; look++) {
    const holder = parseHolder(path);
    if (holder !== undefined) return holder;
    await pause(5);
  }
  return undefined;
}

function parseHolder(path: string): LockHolder | undefined {
  try {
    const { pid, since } = JSON.parse(readFileSync(nameFile(path), "utf8"));
    return Number.isInteger(pid) && typeof since === "string" ? { pid, since } : undefined;
  } catch {
    return undefined;
  }
}
