import { hash } from "node:crypto";
import { join } from "node:path";
import { UsageError } from "../../model/errors.ts";
import {
  type LockHolder,
  type Locking,
  type ProcessLock,
  takeLock,
} from "../../store/process-lock.ts";
import { placeOf } from "../../table/files/place-of.ts";
import { removeLeftovers } from "../../table/files/temporary-name.ts";
import { notWritable, type RunFolders, runLockPath } from "./run-folders.ts";

/** This process, as others are told of it. */
export function holderOf(date: () => Date): LockHolder {
  return { pid: process.pid, since: date().toISOString() };
}

/** Nobody else answers the same list with the same options. Throws UsageError `run_locked`. */
export async function lockRun(
  folders: RunFolders,
  runId: string,
  holder: LockHolder,
): Promise<ProcessLock> {
  const locking = await lockOf(folders, runLockPath(folders, runId), holder);
  if ("lock" in locking) return locking.lock;
  throw runLocked(
    `Another run${by(locking.heldBy)} is enriching this list with the same options.`,
    "Wait until it has finished.",
  );
}

/**
 * Nobody else writes these files; what killed runs left beside them is removed. Throws UsageError
 * `run_locked`. `-` is nobody's.
 */
export async function lockFiles(
  folders: RunFolders,
  paths: readonly string[],
  holder: LockHolder,
): Promise<ProcessLock> {
  const places = new Map<string, string>();
  for (const path of paths) if (path !== "-") places.set(await placeOf(path), path);
  const locks: ProcessLock[] = [];
  const release = () => {
    for (const lock of locks) lock.release();
  };
  try {
    // In one order for everybody, so that of two runs one gets all.
    for (const [place, named] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const path = join(folders.locks, `file-${keyOf(place)}.lock`);
      const locking = await lockOf(folders, path, holder);
      if (!("lock" in locking)) throw fileLocked(named, locking.heldBy);
      locks.push(locking.lock);
      await removeLeftovers(place);
    }
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

async function lockOf({ locks }: RunFolders, path: string, holder: LockHolder): Promise<Locking> {
  try {
    return await takeLock(path, holder);
  } catch (error) {
    throw notWritable(locks, error);
  }
}

/** A file's place as a name. */
export function keyOf(place: string): string {
  return hash("sha256", place, "hex").slice(0, 16);
}

function fileLocked(path: string, heldBy: LockHolder | undefined): UsageError {
  return runLocked(
    `Another run${by(heldBy)} is writing ${path}.`,
    "Wait until it has finished, or choose another place with --output.",
  );
}

export function runLocked(message: string, hint: string): UsageError {
  return new UsageError("run_locked", message, hint);
}

export function by(holder: LockHolder | undefined): string {
  return holder === undefined ? "" : ` (process ${holder.pid}, since ${holder.since})`;
}
