import type { ChildProcess } from "node:child_process";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Ran } from "../helpers/run.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { type DiskPlan, type DiskRun, runOnDisk } from "./faulty-disk.ts";

/** A command and everything it may change: its lists, a home and a place for temporary files. */
export interface Job {
  /** `lists`, `home` and `tmp` are in it. */
  folder: string;
  /** On a disk that does what it is told. */
  run(plan?: DiskPlan): Promise<DiskRun>;
  /** On the real one. */
  spawn(meanwhile: (child: ChildProcess) => void): Promise<Ran>;
  /** The lists as they are now, the times of a receipt left out. */
  lists(): Promise<Record<string, string>>;
  /** Files that a finished run leaves nowhere: temporary ones, journals. */
  leftovers(): Promise<string[]>;
}

export interface JobOptions {
  /** Where the job has its folder. */
  folder: string;
  argv: readonly string[];
  /** What lies in `lists` before. */
  lists: Readonly<Record<string, string | Buffer>>;
  program?: string | undefined;
}

/** The job from its beginning: what an earlier one left in the folder is gone. */
export async function createJob({ folder, argv, lists, program }: JobOptions): Promise<Job> {
  await rm(folder, { recursive: true, force: true });
  for (const name of ["lists", "home", "tmp"]) await mkdir(join(folder, name), { recursive: true });
  const place = join(folder, "lists");
  for (const [name, content] of Object.entries(lists)) await writeFile(join(place, name), content);
  const env = { HOME: join(folder, "home"), TMPDIR: join(folder, "tmp") };
  return {
    folder,
    run: (plan = {}) => runOnDisk(argv, plan, { root: folder, cwd: place, env, program }),
    spawn: (meanwhile) =>
      spawnHeartbeat(argv, {
        ...{ cwd: place, env, meanwhile },
        ...(program === undefined ? {} : { program }),
      }),
    async lists() {
      const found: Record<string, string> = {};
      for (const name of (await readdir(place)).sort()) {
        const content = await readFile(join(place, name));
        found[name] = name.endsWith(".receipt.json")
          ? withoutTimes(content)
          : content.toString("latin1");
      }
      return found;
    },
    async leftovers() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const found: string[] = [];
      for (const path of paths) if (await isLeftover(path)) found.push(basename(path));
      return found;
    },
  };

  async function isLeftover(path: string): Promise<boolean> {
    if (path.startsWith(`${place}/`)) return path.endsWith(".tmp");
    // A temporary file has its name for a moment, before there is anything in it.
    if (path.startsWith(`${env.TMPDIR}/`)) return (await stat(path)).size > 0;
    // Who was told about whom outlives every run; the log of a killed one is taken in by the next.
    if (/\/(disclosures\.db(-wal|-shm)?|ledger\.key)$/.test(path)) return false;
    // A lock's file stays: who removed it might take it from under another process.
    return !/\.lock(\.holder|-journal)?$/.test(path);
  }
}

function withoutTimes(receipt: Buffer): string {
  const { started_at, finished_at, receipt_sha256, ...rest } = JSON.parse(receipt.toString());
  return JSON.stringify(rest);
}
