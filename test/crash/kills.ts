import type { Random } from "../../src/import/calibration/seeded-random.ts";
import { leaksOf } from "../privacy/leaks.ts";
import { different, halfWritten } from "./kill-points.ts";
import { type KillTime, killDuring } from "./kill-times.ts";
import { secrets } from "./lists.ts";
import { type Phase, phaseOf } from "./phase.ts";
import type { Subject, Trial } from "./subjects.ts";

export interface KillTally {
  kills: number;
  jobs: number;
  /** How often a kill met each phase. */
  phases: Partial<Record<Phase, number>>;
  /** Calls that had to be made again, of paid jobs. */
  repeatedCalls: number;
  faults: string[];
}

export type KillTimeOf = (random: Random) => KillTime;

export interface KillOptions {
  timeOf: KillTimeOf;
  /** No job is killed more often: a machine under load would never get past its start. */
  mostKills: number;
}

/** Kills the command again and again until it ends by itself, and adds what came of it. */
export async function killJob(
  subject: Subject,
  random: Random,
  tally: KillTally,
  { timeOf, mostKills }: KillOptions,
): Promise<void> {
  const trial = await subject.begin();
  const faults: string[] = [];
  try {
    for (let kills = 0; ; ) {
      const time = timeOf(random);
      const asked = trial.calls?.() ?? 0;
      const ran = await killDuring(trial, kills < mostKills ? time : undefined);
      if (!ran.killed) {
        faults.push(...endedBadly(ran, subject, kills), ...(await different(trial, subject)));
        break;
      }
      kills += 1;
      tally.kills += 1;
      await countPhase(trial, subject, asked, tally);
      trial.afterKill?.(false);
      faults.push(...(await halfWritten(trial, subject)));
      faults.push(...(await leaksOf(secrets, { texts: { stderr: ran.stderr } })));
    }
    tally.repeatedCalls += trial.repeatedCalls?.() ?? 0;
  } finally {
    await trial.end?.();
  }
  tally.jobs += 1;
  tally.faults.push(...faults.map((fault) => `${subject.name}: ${fault}`));
}

async function countPhase(
  trial: Trial,
  subject: Subject,
  asked: number,
  { phases }: KillTally,
): Promise<void> {
  const phase = await phaseOf(trial, subject, asked);
  phases[phase] = (phases[phase] ?? 0) + 1;
}

function endedBadly(
  { code, stderr }: { code: number; stderr: string },
  { isRefusedWhenDone }: Subject,
  kills: number,
): string[] {
  // A run that was killed after its very end finds its output there.
  const isDone = isRefusedWhenDone && kills > 0 && code === 2 && /output_exists/.test(stderr);
  return code === 0 || isDone ? [] : [`exit ${code}: ${stderr}`];
}
