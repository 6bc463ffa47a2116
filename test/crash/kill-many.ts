import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { byEffort } from "../helpers/effort.ts";
import { aboutPhase, aboutTheEnd, anyTime, durationOf } from "./kill-times.ts";
import { type KillTally, type KillTimeOf, killJob } from "./kills.ts";
import type { Phase } from "./phase.ts";
import type { Subject } from "./subjects.ts";

/** Names the run: the same kills are planned for the same seed, if not met at the same place. */
export const seed = Number(
  process.env.HEARTBEAT_KILL_SEED ?? byEffort(1, Date.now() % 1e6, Date.now() % 1e6),
);

/** A subject, and when its runs are killed. */
export interface TimedSubject {
  subject: Subject;
  timeOf: KillTimeOf;
}

/**
 * One job after the other, until so many runs were killed and a kill has met each of the phases.
 * Most phases are met on the way; one that chance left out is aimed at afterwards, many times
 * as often as it takes.
 */
export async function killMany(
  timed: readonly TimedSubject[],
  { count, toMeet }: { count: number; toMeet: readonly Phase[] },
): Promise<KillTally & { missed: readonly Phase[] }> {
  const random = createRandom(seed);
  const tally = emptyTally();
  const missed = () => toMeet.filter((phase) => tally.phases[phase] === undefined);
  while (tally.kills < count) {
    const { subject, timeOf } = random.pick(timed);
    await killJob(subject, random, tally, { timeOf, mostKills: byEffort(3, 20, 20) });
  }
  for (let aimed = 0; aimed < 60; aimed += 1) {
    const [phase] = missed();
    if (phase === undefined) break;
    const { subject } = random.pick(timed);
    const timeOf: KillTimeOf = (random) => aboutPhase(phase, random);
    await killJob(subject, random, tally, { timeOf, mostKills: 1 });
  }
  return { ...tally, missed: missed() };
}

/** For as long as a whole run of it takes, which is found out by one. */
export async function mostlyAnyTime(subject: Subject): Promise<TimedSubject> {
  const unbrokenMs = await durationOf(await subject.begin());
  const timeOf: KillTimeOf = (random) =>
    random.chance(0.15) ? aboutTheEnd(random) : anyTime(random, unbrokenMs);
  return { subject, timeOf };
}

/** Whether a bug is met sooner or later: most kills are in its way. */
export async function isCaught({ subject, timeOf }: TimedSubject): Promise<boolean> {
  const random = createRandom(seed);
  const tally = emptyTally();
  while (tally.faults.length === 0 && tally.kills < 40) {
    await killJob(subject, random, tally, { timeOf, mostKills: 3 });
  }
  return tally.faults.length > 0;
}

const emptyTally = (): KillTally => ({
  kills: 0,
  jobs: 0,
  phases: {},
  repeatedCalls: 0,
  faults: [],
});
