import { InputError, systemErrorCode } from "../../model/errors.ts";

const noRoom: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/** One of our errors for what the disk reported about a journal; anything else as it is. */
export function translateJournal(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || error instanceof InputError || !/^E[A-Z0-9]+$/.test(code)) return error;
  if (noRoom.includes(code)) {
    return new InputError(
      "disk_full",
      `There is no room left to keep the run's answers in ${path}; the output is as it was before.`,
      "Free some space and run the same command again: what was answered is kept.",
    );
  }
  return new InputError(
    "journal_unusable",
    `The run's answers cannot be kept in ${path} (${code}); the output is as it was before.`,
    "Check the disk and the folder's permissions, or set XDG_STATE_HOME to another folder.",
  );
}
