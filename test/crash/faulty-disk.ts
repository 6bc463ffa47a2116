import { readFile, rm } from "node:fs/promises";
import type { Ran } from "../helpers/run.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";

const preload = new URL("disk/preload.mjs", import.meta.url).href;

/** What of the disk's unsynced state is gone after a kill; disk/durable.mjs. */
export const losses = ["nothing", "data", "everything", "some"] as const;

/** What happens to the program's disk: disk/preload.mjs. */
export interface DiskPlan {
  /** Kills the process at the n-th moment at which the disk changes, `of` those of this form. */
  kill?: { at: number; of?: string; lost: (typeof losses)[number] };
  /**
   * Lets the n-th call fail (`of` those of this form, where it is given), in one of the ways of its
   * kind; a full disk may stay full.
   */
  fault?: { at: number; of?: string; choice: number; lasting: boolean };
  /** Of what is lost by chance. */
  seed?: number;
  /** A bug of the disk's own: it syncs nothing. */
  plant?: "no sync";
  /** Whether every call is noted down. */
  trace?: true;
}

export interface DiskRun extends Ran {
  /** What the process was doing when it was killed. */
  killedAt: string | undefined;
  /** The call that failed, and how. */
  fault: string | undefined;
  /** What each moment and each call was, where they were noted down: `write lists/leads.csv`. */
  moments: string[];
  calls: string[];
}

interface DiskRunOptions {
  /** Below it everything counts. */
  root: string;
  cwd: string;
  env: Record<string, string>;
  program: string | undefined;
}

/** The built program in a process of its own, on a disk that does what the plan says. */
export async function runOnDisk(
  argv: readonly string[],
  plan: DiskPlan,
  { root, cwd, env, program }: DiskRunOptions,
): Promise<DiskRun> {
  const log = `${root}.log`;
  await rm(log, { force: true });
  const ran = await spawnHeartbeat(argv, {
    cwd,
    node: ["--import", preload],
    env: { ...env, HEARTBEAT_DISK: JSON.stringify({ ...plan, roots: [root], log }) },
    ...(program === undefined ? {} : { program }),
  });
  const text = (await readFile(log, "utf8")).replaceAll(`${root}/`, "");
  const all = (word: string) =>
    text
      .split("\n")
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => line.slice(word.length + 1));
  const [killedAt] = all("killed");
  const [fault] = all("fault");
  return { ...ran, killedAt, fault, moments: all("moment"), calls: all("call") };
}
