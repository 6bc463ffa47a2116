import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBrief, patience } from "../helpers/effort.ts";
import { killMany, mostlyAnyTime, seed } from "./kill-many.ts";
import { phases } from "./phase.ts";
import { kills } from "./points.ts";
import { type Lane, longCommand, openLane, subjectOf, workbookCommand } from "./subjects.ts";

let lane: Lane;
beforeAll(async () => {
  lane = await openLane();
}, patience);
afterAll(() => lane.remove());

describe.skipIf(isBrief)(`SIGKILL at any time, seed ${seed}`, () => {
  it(`${kills} kills over a registry of this machine change no byte`, {
    timeout: patience,
  }, async () => {
    const long = await subjectOf(longCommand(lane), lane);
    const workbook = await subjectOf(workbookCommand(lane), lane);
    const timed = [await mostlyAnyTime(long), await mostlyAnyTime(workbook)];
    // Nobody counts what is asked here: settling looks like starting, and writing like asking.
    const toMeet = phases.filter((phase) => phase !== "settling" && phase !== "writing");
    const tally = await killMany(timed, { count: kills, toMeet });
    expect(tally.faults).toEqual([]);
    expect(tally.missed).toEqual([]);
  });
});
