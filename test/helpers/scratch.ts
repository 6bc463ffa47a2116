import { rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { temporaryFolder } from "./temporary-folder.ts";

/** More than all the tests of a run hold at a time, in bytes. */
const enough = 2 ** 31;

/**
 * A folder for all that the tests of a run write, gone at its end. Where memory has room for it, it is there:
 * nothing in it has to outlive the machine, and nobody waits until a disk has synced. Where a
 * `TMPDIR` is given it is in that.
 */
export function setup(): () => void {
  const given = process.env.TMPDIR;
  const inMemory = given === undefined && roomIn("/dev/shm") >= enough;
  const scratch = temporaryFolder("hb", inMemory ? "/dev/shm" : tmpdir());
  process.env.TMPDIR = scratch;
  return () => {
    if (given === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = given;
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
