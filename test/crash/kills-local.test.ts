import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byEffort, patience } from "../helpers/effort.ts";
import { killMany, seed } from "./kill-many.ts";
import { phases } from "./phase.ts";
import { kills } from "./points.ts";
import { type Lane, longCommand, openLane, subjectOf, workbookCommand } from "./subjects.ts";

let lane: Lane;
beforeAll(async () => {
  lane = await openLane();
}, patience);
afterAll(() => lane.remove());

describe.skipIf(byEffort(true, false, false))(`SIGKILL at any time, seed ${seed}`, () => {
  it(`${kills} kills over a registry of this machine change no byte`, {
    timeout: patience,
  }, async () => {
    const long = await subjectOf(longCommand(lane), lane);
    const workbook = await subjectOf(workbookCommand(lane), lane);
    const tally = await killMany([long, workbook], kills);
    expect(tally.faults).toEqual([]);
    // What a service is asked about the list as a whole is not seen from outside here.
    const seen = phases.filter((phase) => phase !== "settling");
    expect(seen.filter((phase) => tally.phases[phase] === undefined)).toEqual([]);
  });
});
