import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byEffort, isBrief, patience } from "../helpers/effort.ts";
import { isCaught, killMany, mostlyAnyTime, seed, type TimedSubject } from "./kill-many.ts";
import { aboutTheEnd } from "./kill-times.ts";
import { type Phase, phases } from "./phase.ts";
import { plantBug } from "./planted-bug.ts";
import { kills } from "./points.ts";
import {
  type Lane,
  openLane,
  paidCommand,
  type Subject,
  subjectOf,
  withProgram,
} from "./subjects.ts";

let lane: Lane;
let paid: Subject;
let timed: TimedSubject;
beforeAll(async () => {
  lane = await openLane();
  paid = await subjectOf(paidCommand(), lane);
  timed = await mostlyAnyTime(paid);
}, patience);
afterAll(() => lane.remove());

describe(`SIGKILL at any time, seed ${seed}`, { timeout: patience }, () => {
  it(`${kills} kills lose no row, pay for none twice and change no byte`, async () => {
    const toMeet = byEffort<readonly Phase[]>([], phases, phases);
    const tally = await killMany([timed], { count: kills, toMeet });
    expect(tally.faults).toEqual([]);
    expect(tally.missed).toEqual([]);
  });

  it.skipIf(isBrief)("would be seen if answers were not kept", async () => {
    const file = "enrich/journal/journaled-service.ts";
    const replace = [/await journal\.append\([^;]*;/, ""] as const;
    const program = await plantBug({ name: "keeps nothing", file, replace }, lane.folder);
    const forgetful = withProgram(paid, { ...paidCommand(), program }, lane);
    expect(await isCaught({ subject: forgetful, timeOf: aboutTheEnd })).toBe(true);
  });

  it.skipIf(isBrief)("would be seen if a run had a new key each time", async () => {
    const file = "enrich/journal/journaled-service.ts";
    const replace = [
      /journal\.header\.run_key/,
      '(await import("node:crypto")).randomBytes(16).toString("hex")',
    ] as const;
    const program = await plantBug({ name: "a new key", file, replace }, lane.folder);
    const keyless = withProgram(paid, { ...paidCommand(), program }, lane);
    expect(await isCaught({ ...timed, subject: keyless })).toBe(true);
  });
});
