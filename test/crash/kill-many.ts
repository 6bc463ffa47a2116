import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { byEffort } from "../helpers/effort.ts";
import { aboutTheEnd, anyTime, durationOf } from "./kill-times.ts";
import { type KillTally, type KillTimeOf, killJob } from "./kills.ts";
import type { Subject } from "./subjects.ts";

/** Names the run: the same kills are planned for the same seed, if not met at the same place. */
export const seed = Number(
  process.env.HEARTBEAT_KILL_SEED ?? byEffort(1, Date.now() % 1e6, Date.now() % 1e6),
);

/** One job after the other, until so many runs were killed. */
export async function killMany(subjects: readonly Subject[], count: number): Promise<KillTally> {
  const random = createRandom(seed);
  const timed: { subject: Subject; timeOf: KillTimeOf }[] = [];
  for (const subject of subjects) timed.push({ subject, timeOf: await mostlyAnyTime(subject) });
  const tally = emptyTally();
  while (tally.kills < count) {
    const { subject, timeOf } = random.pick(timed);
    await killJob(subject, random, tally, { timeOf, mostKills: byEffort(3, 20, 20) });
  }
  return tally;
}

async function mostlyAnyTime(subject: Subject): Promise<KillTimeOf> {
  const unbrokenMs = await durationOf(await subject.begin());
  return (random) => (random.chance(0.15) ? aboutTheEnd(random) : anyTime(random, unbrokenMs));
}

/** Whether a bug is met sooner or later: most kills are in its way. */
export async function isCaught(subject: Subject, given?: KillTimeOf): Promise<boolean> {
  const random = createRandom(seed);
  const timeOf = given ?? (await mostlyAnyTime(subject));
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
