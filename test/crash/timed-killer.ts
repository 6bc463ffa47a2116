import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "../../src/import/calibration/seeded-random.ts";
import type { Ran } from "../helpers/run.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";

/**
 * Kills commands at some moment of the time that others of their sort have taken; the first of each
 * sort is let be, which tells how long that is.
 */
export function createTimedKiller(random: Random) {
  const longest = new Map<string, number>();
  return async (sort: string, argv: readonly string[], cwd: string): Promise<Ran> => {
    const atMost = longest.get(sort);
    const killLater = async (child: ChildProcess) => {
      if (atMost === undefined) return;
      await wait(random.next() * atMost * 1.05);
      child.kill("SIGKILL");
    };
    const start = performance.now();
    const ran = await spawnHeartbeat(argv, { cwd, meanwhile: (child) => void killLater(child) });
    const took = performance.now() - start;
    if (ran.code !== -1) longest.set(sort, Math.max(took, atMost ?? 0));
    return ran;
  };
}
