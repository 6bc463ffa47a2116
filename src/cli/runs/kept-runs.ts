import { readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type JournalSummary, summarizeJournal } from "../../enrich/journal/summarize-journal.ts";
import { type LockHolder, takeLock } from "../../store/process-lock.ts";
import { type RunAbout, readAbout } from "./run-about.ts";
import { journalPath, type RunFolders, runLockPath } from "./run-folders.ts";
import { hasJournal, readRecord } from "./written-files.ts";

/** A run that is not finished. */
export interface KeptRun {
  id: string;
  /** What is known of it; undefined where its journal cannot be read. */
  journal: JournalSummary | undefined;
  about: RunAbout | undefined;
  bytes: number;
  /** When something was last written to it. */
  touched: Date;
  state: "running" | "resumable" | "damaged";
  /** Of a running one, where it has said so. */
  heldBy: LockHolder | undefined;
}

/** Oldest first. Nothing is changed. */
export async function keptRuns(folders: RunFolders, holder: LockHolder): Promise<KeptRun[]> {
  const ids = (await readdir(folders.runs).catch(() => [])).filter((id) => isRunId(id));
  const runs = await Promise.all(ids.map((id) => keptRun(folders, id, holder)));
  return runs
    .filter((run) => run !== undefined)
    .sort((a, b) => a.touched.getTime() - b.touched.getTime() || (a.id < b.id ? -1 : 1));
}

async function keptRun(
  folders: RunFolders,
  id: string,
  holder: LockHolder,
): Promise<KeptRun | undefined> {
  const path = journalPath(folders, id);
  const file = await stat(path).catch(() => undefined);
  const found = file ?? (await statFolder(dirname(path)));
  // It may have ended since the folder was listed.
  if (found === undefined) return undefined;
  const journal = await summarizeJournal(path, id);
  const locking = await takeLock(runLockPath(folders, id), holder);
  const isFree = "lock" in locking;
  if (isFree) locking.lock.release();
  const stateAtRest = file !== undefined && journal === undefined ? "damaged" : "resumable";
  return {
    id,
    journal,
    about: await readAbout(dirname(path)),
    bytes: found.size,
    touched: found.mtime,
    state: isFree ? stateAtRest : "running",
    heldBy: isFree ? undefined : locking.heldBy,
  };
}

/** A run that was killed before it had a journal has a folder all the same. */
async function statFolder(path: string): Promise<{ size: number; mtime: Date } | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { size: 0, mtime: found.mtime };
}

/** Removes a run's folder; false where the run is under way. */
export async function removeRun(
  folders: RunFolders,
  id: string,
  holder: LockHolder,
): Promise<boolean> {
  const locking = await takeLock(runLockPath(folders, id), holder);
  if (!("lock" in locking)) return false;
  try {
    await rm(dirname(journalPath(folders, id)), { recursive: true, force: true });
    return true;
  } finally {
    locking.lock.release();
  }
}

/** Removes what is left of a run that has no journal any more; false where one is under way. */
export async function removeFinished(
  folders: RunFolders,
  id: string,
  holder: LockHolder,
): Promise<boolean> {
  const locking = await takeLock(runLockPath(folders, id), holder);
  if (!("lock" in locking)) return false;
  try {
    const isGone = !(await hasJournal(folders, id));
    if (isGone) await rm(dirname(journalPath(folders, id)), { recursive: true, force: true });
    return isGone;
  } finally {
    locking.lock.release();
  }
}

/** Removes what finished and removed runs no longer need, and what killed ones left of their locks. */
export async function sweep(folders: RunFolders, holder: LockHolder): Promise<void> {
  const records = await readdir(folders.outputs).catch(() => []);
  const left = new Set(await readdir(folders.runs).catch(() => []));
  for (const name of records) {
    const path = join(folders.outputs, name);
    const record = await readRecord(path);
    if (record === undefined || !left.has(record.run_id)) await rm(path, { force: true });
  }
  for (const name of await readdir(folders.locks).catch(() => [])) {
    if (!name.endsWith(".lock")) continue;
    const locking = await takeLock(join(folders.locks, name), holder);
    if ("lock" in locking) locking.lock.release();
  }
}

function isRunId(name: string): boolean {
  return /^[0-9a-f]{16}$/.test(name);
}
