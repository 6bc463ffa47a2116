import type { DiskPlan } from "./faulty-disk.ts";
import type { Job } from "./job.ts";
import type { Subject, Trial } from "./subjects.ts";
import { untold } from "./untold.ts";

/** A kill, and what was wrong afterwards; nothing where it is as it should be. */
export interface KillReport {
  at: number;
  lost: string;
  /** What the process was doing; undefined where it ended before. */
  killedAt: string | undefined;
  faults: string[];
}

interface KillOptions {
  plant?: DiskPlan["plant"];
  /** What befalls the disk between the two runs. */
  beforeAgain?: (job: Job) => Promise<void>;
}

/**
 * Kills a command at one moment, looks at what is there, and gives the same command again: what it
 * leaves has to be what an unbroken run leaves.
 */
export async function killAt(
  subject: Subject,
  kill: NonNullable<DiskPlan["kill"]>,
  { plant, beforeAgain }: KillOptions = {},
): Promise<KillReport> {
  const trial = await subject.begin();
  try {
    const killed = await trial.job.run({
      ...{ kill, seed: kill.at },
      ...(plant === undefined ? {} : { plant }),
    });
    const faults: string[] = [];
    if (killed.killedAt === undefined) {
      if (killed.code !== 0) faults.push(`not killed, and exit ${killed.code}: ${killed.stderr}`);
    } else {
      faults.push(...(await halfWritten(trial, subject)));
      trial.afterKill?.(kill.lost !== "nothing");
      await beforeAgain?.(trial.job);
      faults.push(...(await again(trial, subject)));
    }
    return { ...kill, killedAt: killed.killedAt, faults };
  } finally {
    await trial.end?.();
  }
}

/** Files that are neither what was there before nor what a whole run leaves, or that tell too soon. */
export async function halfWritten(trial: Trial, { whole, output }: Subject): Promise<string[]> {
  const now = await trial.job.lists();
  const isSound = (name: string): boolean =>
    name.endsWith(".tmp") || now[name] === trial.before[name] || now[name] === whole[name];
  const names = [...new Set([...Object.keys(now), ...Object.keys(trial.before)])];
  const half = names.filter((name) => !isSound(name));
  return [
    ...half.map((name) => `${name} is neither old nor whole`),
    ...(trial.batches === undefined ? await untold(trial.job, output) : []),
  ];
}

/** The same command to its end, and what is not as after an unbroken run. */
async function again(trial: Trial, subject: Subject): Promise<string[]> {
  const ran = await trial.job.run();
  const isDone = subject.isRefusedWhenDone && ran.code === 2 && /output_exists/.test(ran.stderr);
  const faults = ran.code === 0 || isDone ? [] : [`again: exit ${ran.code}: ${ran.stderr}`];
  return [...faults, ...(await different(trial, subject))];
}

export const leftBehind = "was left behind";

/** What a finished run left otherwise than an unbroken one. */
export async function different(trial: Trial, { whole }: Subject): Promise<string[]> {
  const now = await trial.job.lists();
  const names = [...new Set([...Object.keys(now), ...Object.keys(whole)])];
  const others = names.filter((name) => !name.endsWith(".tmp") && now[name] !== whole[name]);
  const left = await trial.job.leftovers();
  return [
    ...others.map((name) => `${name} is another one than that of an unbroken run`),
    ...left.map((name) => `${name} ${leftBehind}`),
    ...(trial.effects?.() ?? []),
  ];
}
