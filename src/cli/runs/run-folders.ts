import { dirname, join } from "node:path";
import type { Config } from "../../config.ts";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import { syncFolder } from "../../table/files/atomic-file.ts";
import { makeFolders } from "../../table/files/make-folders.ts";

/** Where unfinished runs are kept; nobody but the user may look (0700). */
export interface RunFolders {
  /** A folder for each run, named by its id. */
  runs: string;
  /** What unfinished runs have written, a file for each output. */
  outputs: string;
  locks: string;
}

export function runFolders({ folders: { state } }: Pick<Config, "folders">): RunFolders {
  return {
    runs: join(state, "runs"),
    outputs: join(state, "outputs"),
    locks: join(state, "locks"),
  };
}

/** Makes them. Throws InputError `state_not_writable`. */
export async function makeRunFolders(config: Pick<Config, "folders">): Promise<RunFolders> {
  const folders = runFolders(config);
  try {
    for (const folder of Object.values(folders)) {
      await makeFolder(folder);
    }
  } catch (error) {
    throw notWritable(config.folders.state, error);
  }
  return folders;
}

/** With the folders above it; it is there after a power cut, too. */
export async function makeFolder(path: string): Promise<void> {
  const first = await makeFolders(path, 0o700);
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first) return;
  }
}

/** InputError `state_not_writable` for what the file system reported; anything else as it is. */
export function notWritable(path: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (error instanceof InputError || code === undefined) return error;
  return new InputError(
    "state_not_writable",
    `Unfinished runs cannot be kept in ${path} (${code}).`,
    "Set XDG_STATE_HOME to a folder that can be written.",
  );
}

export function journalPath(folders: RunFolders, runId: string): string {
  return join(folders.runs, runId, "journal.jsonl");
}

export function runLockPath(folders: RunFolders, runId: string): string {
  return join(folders.locks, `run-${runId}.lock`);
}
