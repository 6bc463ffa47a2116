import { watch } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../src/import/calibration/seeded-random.ts";
import type { Job } from "./job.ts";
import type { Trial } from "./subjects.ts";

/** When a process is killed: so long after it began, or after a file of this name came to be. */
export interface KillTime {
  afterMs: number;
  file?: RegExp;
}

/** So much of an unbroken run's time also one takes that finds all its answers kept. */
const shortest = 0.7;

export function anyTime(random: Random, unbrokenMs: number): KillTime {
  return { afterMs: random.next() * unbrokenMs * shortest };
}

/** How long a whole run takes, on this machine and just now. */
export async function durationOf(trial: Trial): Promise<number> {
  const started = performance.now();
  await trial.job.spawn(() => undefined);
  const ms = performance.now() - started;
  await trial.end?.();
  return ms;
}

/** About when the output takes its place: its receipt is being written, or it is there. */
export function aboutTheEnd(random: Random): KillTime {
  const file = random.chance(0.5) ? /^\..*receipt\.json\..*tmp$/ : /^leads\.enriched\.[a-z]+$/;
  return { afterMs: random.next() * 12, file };
}

export interface KilledRun {
  killed: boolean;
  code: number;
  stderr: string;
}

/** A real SIGKILL of a process on a real disk. */
export async function killDuring(job: Job, time: KillTime | undefined): Promise<KilledRun> {
  const timers: NodeJS.Timeout[] = [];
  const watching = new AbortController();
  const ran = await job.spawn((child) => {
    if (time === undefined) return;
    const begin = () => timers.push(setTimeout(() => child.kill("SIGKILL"), time.afterMs));
    const { file } = time;
    if (file === undefined) begin();
    else {
      const { signal } = watching;
      watch(join(job.folder, "lists"), { signal }, (_event, name) => {
        if (timers.length === 0 && file.test(name ?? "")) begin();
      });
    }
  });
  watching.abort();
  timers.forEach(clearTimeout);
  return { killed: ran.code === -1, code: ran.code, stderr: ran.stderr };
}
