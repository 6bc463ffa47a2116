import { ServiceError } from "../../../model/errors.ts";
import type { WithheldUpdater } from "../../withheld-store.ts";
import type { FolderLock } from "../release/folder-lock.ts";
import { resolveRelease } from "../release/release-folder.ts";
import {
  beginLockedUpdate,
  lockRelease,
  type UpdateOptions,
} from "../release/release-transaction.ts";
import { requireWritable } from "../release/require-writable.ts";
import { createWithheldEditor } from "./withheld-editor.ts";

/** Change who is withheld in the current release, in place. Readers beside it go on. */
export async function openWithheldUpdater(
  path: string,
  { pid = 0 }: Pick<UpdateOptions, "pid">,
): Promise<WithheldUpdater> {
  await requireWritable(await resolveRelease(path));
  const transaction = await beginLockedUpdate(path, await lockIfFree(path, pid));
  try {
    const { keep, rollback } = transaction;
    const counts = { ...transaction.release.counts };
    return {
      ...createWithheldEditor(transaction.db, { counts }),
      commit: async () => keep(counts),
      rollback: async () => rollback(),
    };
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

/**
 * Who holds the folder builds a release beside this one for half an hour, and asks the ledger itself
 * in the end; or changes this one, and then SQLite's own lock keeps us out.
 */
async function lockIfFree(path: string, pid: number): Promise<FolderLock | undefined> {
  try {
    return await lockRelease(path, pid);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "registry_locked") return undefined;
    throw error;
  }
}
