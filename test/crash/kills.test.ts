import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { aboutTheEnd } from "./kill-times.ts";
import { type KillTally, killJob } from "./kills.ts";
import { phases } from "./phase.ts";
import { plantBug } from "./planted-bug.ts";
import { kills, patience } from "./points.ts";
import {
  type Lane,
  longCommand,
  openLane,
  paidCommand,
  type Subject,
  subjectOf,
  workbookCommand,
} from "./subjects.ts";

const isMany = kills >= 300;
/** Names the run: the same kills are planned for the same seed, if not met at the same place. */
const seed = Number(process.env.HEARTBEAT_KILL_SEED ?? (isMany ? Date.now() % 1e6 : 1));

let lane: Lane;
beforeAll(async () => {
  lane = await openLane();
}, patience);
afterAll(() => lane.remove());

const emptyTally = (): KillTally => ({
  kills: 0,
  jobs: 0,
  phases: {},
  repeatedCalls: 0,
  faults: [],
});

async function killMany(subjects: readonly Subject[], count: number): Promise<KillTally> {
  const random = createRandom(seed);
  const tally = emptyTally();
  while (tally.kills < count) await killJob(random.pick(subjects), random, tally);
  return tally;
}

/** A bug is met sooner or later: most kills are in its way. */
async function isCaught(
  subject: Subject,
  timeOf?: Parameters<typeof killJob>[3],
): Promise<boolean> {
  const random = createRandom(seed);
  const tally = emptyTally();
  while (tally.faults.length === 0 && tally.kills < 40)
    await killJob(subject, random, tally, timeOf);
  return tally.faults.length > 0;
}

describe(`SIGKILL at any time, seed ${seed}`, () => {
  it(`${kills} kills lose no row, pay for none twice and change no byte`, {
    timeout: 60_000 + kills * 10_000,
  }, async () => {
    const paid = await subjectOf(paidCommand(), lane);
    const others = isMany
      ? [await subjectOf(longCommand(lane), lane), await subjectOf(workbookCommand(lane), lane)]
      : [];
    const tally = await killMany([paid, paid, ...others], kills);
    expect(tally.faults).toEqual([]);
    if (isMany) expect(phases.filter((phase) => tally.phases[phase] === undefined)).toEqual([]);
  });

  it("would be seen if answers were not kept", { timeout: patience }, async () => {
    const file = "enrich/journal/journaled-service.js";
    const replace = [/await journal\.append\([^;]*;/, ""] as const;
    const program = await plantBug({ name: "keeps nothing", file, replace }, lane.folder);
    const forgetful = await subjectOf({ ...paidCommand(), program }, lane);
    expect(await isCaught(forgetful, aboutTheEnd)).toBe(true);
  });

  it("would be seen if a run had a new key each time", { timeout: patience }, async () => {
    const file = "enrich/journal/journaled-service.js";
    const replace = [
      /journal\.header\.run_key/,
      '(await import("node:crypto")).randomBytes(16).toString("hex")',
    ] as const;
    const program = await plantBug({ name: "a new key", file, replace }, lane.folder);
    const keyless = await subjectOf({ ...paidCommand(), program }, lane);
    expect(await isCaught(keyless)).toBe(true);
  });
});
