import { watch } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../src/import/calibration/seeded-random.ts";
import type { Phase } from "./phase.ts";
import type { Trial } from "./subjects.ts";

/**
 * When a process is killed: so long after it began, after a file of this name came to be, or after
 * it asked the service for the first time.
 */
export interface KillTime {
  afterMs: number;
  since?: RegExp | "asked";
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

const outputBegun = /^\.leads\.enriched\.[a-z]+\.[0-9a-f]+\.tmp$/;
const receiptBegun = /^\..*receipt\.json\..*tmp$/;
const outputInPlace = /^leads\.enriched\.[a-z]+$/;

/** About when the output takes its place: its receipt is being written, or it is there. */
export function aboutTheEnd(random: Random): KillTime {
  const file = random.chance(0.5) ? receiptBegun : outputInPlace;
  return { afterMs: random.next() * 12, since: file };
}

/** About when a run is in that phase. */
export function aboutPhase(phase: Phase, random: Random): KillTime {
  const soon = (ms: number) => random.next() * ms;
  switch (phase) {
    case "starting":
      return { afterMs: soon(60) };
    case "settling":
      return { afterMs: soon(10), since: "asked" };
    case "asking":
      return { afterMs: soon(100), since: outputBegun };
    case "writing":
      return { afterMs: soon(3), since: receiptBegun };
    case "ending":
      return { afterMs: soon(3), since: outputInPlace };
    case "over":
      return { afterMs: soon(20), since: outputInPlace };
  }
}

export interface KilledRun {
  killed: boolean;
  code: number;
  stderr: string;
}

/** A real SIGKILL of a process on a real disk. */
export async function killDuring(
  { job, calls }: Trial,
  time: KillTime | undefined,
): Promise<KilledRun> {
  const timers: NodeJS.Timeout[] = [];
  const watching = new AbortController();
  const ran = await job.spawn((child) => {
    if (time === undefined) return;
    const begin = () => timers.push(setTimeout(() => child.kill("SIGKILL"), time.afterMs));
    const { since } = time;
    if (since === undefined) begin();
    else if (since === "asked") {
      const before = calls?.();
      const look = setInterval(() => {
        if (calls?.() === before) return;
        clearInterval(look);
        begin();
      }, 1);
      timers.push(look);
    } else {
      const { signal } = watching;
      let isBegun = false;
      watch(join(job.folder, "lists"), { signal }, (_event, name) => {
        if (isBegun || !since.test(name ?? "")) return;
        isBegun = true;
        begin();
      });
    }
  });
  watching.abort();
  timers.forEach(clearTimeout);
  return { killed: ran.code === -1, code: ran.code, stderr: ran.stderr };
}
