import { randomInt } from "node:crypto";
import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import {
  HeartbeatError,
  InputError,
  InterruptedError,
  ServiceError,
  systemErrorCode,
  UsageError,
} from "../../model/errors.ts";
import { type ProcessLock, takeLock } from "../../store/process-lock.ts";
import { requireWritable } from "../../table/files/atomic-file.ts";
import { placeOf } from "../../table/files/place-of.ts";
import type { Io } from "../io.ts";
import { by, holderOf } from "../runs/run-locks.ts";

/** Each waits a tenth of a second by itself: ten seconds in all, where a change takes a hundredth. */
const tries = 100;
const longestPauseMs = 20;

/**
 * Keeps everybody else from changing a file of decisions. The lock lies beside the file, not in a
 * folder of the user's, so that it also counts for colleagues who share the folder; the system frees
 * it when its holder dies. Throws InputError where no lock can be had, UsageError `decisions_locked`
 * where somebody does not let go of it.
 */
export async function lockDecisions(
  path: string,
  { date, signal }: Pick<Io, "date" | "signal">,
): Promise<ProcessLock> {
  await requireWritable(path);
  const file = `${await placeOf(path)}.lock`;
  // Whoever may change the file may wait for the lock.
  const found = await stat(path).catch(() => undefined);
  const mode = found && found.mode & 0o777;
  for (let left = tries; ; left--) {
    const locking = await takeLock(file, holderOf(date), mode).catch((error: unknown) => {
      throw unlockable(path, file, error);
    });
    if ("lock" in locking) return locking.lock;
    if (left === 0) throw locked(path, by(locking.heldBy));
    // Of several who wait, not always the same one is late.
    await pause(1 + randomInt(longestPauseMs));
    if (signal.aborted) throw new InterruptedError("The decision is not kept.");
  }
}

function locked(path: string, who: string): UsageError {
  return new UsageError(
    "decisions_locked",
    `Somebody else${who} has been changing ${path} for ten seconds: nothing was changed.`,
    "Wait until they have finished, then decide again.",
  );
}

/** A folder that others own, a network disk without locks, something of that name that is no lock. */
function unlockable(path: string, file: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  const isOther = error instanceof HeartbeatError && !(error instanceof ServiceError);
  if (code === undefined || isOther) return error;
  return new InputError(
    "decisions_not_lockable",
    `${path} cannot be changed: no lock can be had at ${file} (${code}), and without one somebody else's decision could be lost.`,
    "Some network disks have no locks: keep the file on a disk of this machine. Where something else has that name, take it away.",
  );
}
