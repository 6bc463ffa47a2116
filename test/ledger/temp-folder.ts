import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** A folder for each test of a file. */
export function tempFolder(): () => string {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "heartbeat-ledger-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** What stays in it: the log of a database goes when its last connection does, whenever that is. */
export async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !/-(wal|shm)$/.test(name));
}
