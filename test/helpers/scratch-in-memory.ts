import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** More than all the tests of a run hold at a time, in bytes. */
const enough = 2 ** 31;

/**
 * Lets the tests of a run have their temporary files in memory, where there is room for them:
 * nothing of theirs has to outlive the machine, and nobody waits until a disk has synced. A `TMPDIR` that is
 * given stays.
 */
export function setup(): (() => void) | undefined {
  if (process.env.TMPDIR !== undefined || roomIn("/dev/shm") < enough) return undefined;
  const scratch = mkdtempSync(join("/dev/shm", "heartbeat-tests-"));
  process.env.TMPDIR = scratch;
  return () => {
    delete process.env.TMPDIR;
    rmSync(scratch, { recursive: true, force: true });
  };
}

function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
