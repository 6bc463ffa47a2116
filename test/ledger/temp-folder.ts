import { readdir, rm } from "node:fs/promises";
import { afterEach, beforeEach } from "vitest";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** A folder for each test of a file. */
export function tempFolder(): () => string {
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder("heartbeat-ledger");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** What stays in it: the log of a database goes when its last connection does, whenever that is. */
export async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !/-(wal|shm)$/.test(name));
}
