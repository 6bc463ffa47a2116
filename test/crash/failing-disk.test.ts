import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultReport, failAt } from "./fault-points.ts";
import { plantBug } from "./planted-bug.ts";
import { distinctCalls, effort, isTorture, patience } from "./points.ts";
import {
  type Command,
  type Lane,
  openLane,
  paidCommand,
  replacingCommand,
  resuming,
  type Subject,
  subjectOf,
  undoCommand,
  workbookCommand,
} from "./subjects.ts";

let lane: Lane;
let paid: Subject;
beforeAll(async () => {
  lane = await openLane();
  paid = await subjectOf(paidCommand(), lane);
}, patience);
afterAll(() => lane.remove());

/** Every `step`-th of the calls that are different, each in the ways it can fail in turn. */
async function failThroughout(subject: Subject, step: number): Promise<FaultReport[]> {
  const { calls } = subject;
  const all = calls.map((_, i) => i + 1);
  const usual = distinctCalls(calls).filter((_, i) => i % Math.ceil(step / effort) === 0);
  const reports: FaultReport[] = [];
  for (const [i, at] of (isTorture ? all : usual).entries()) {
    for (const choice of isTorture ? [0, 1, 2, 3] : [i]) {
      reports.push(await failAt(subject, { at, choice, lasting: choice % 2 === 0 }));
    }
  }
  return reports;
}

describe("a call of the file system that fails", { timeout: patience }, () => {
  it.each<[string, number, () => Command | Promise<Command>]>([
    ["a paid list", 12, paidCommand],
    [
      "a paid list, killed once before",
      24,
      () => resuming(paidCommand(), Math.floor(paid.moments.length / 2)),
    ],
    ["a list in place of an older output", 30, () => replacingCommand(lane)],
    ["a workbook", 40, () => workbookCommand(lane)],
    ["the way back", 12, () => undoCommand(lane)],
  ])("is told, and costs nothing: %s", async (_what, step, command) => {
    const reports = await failThroughout(await subjectOf(await command(), lane), step);
    expect(reports.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(2);
    expect(reports.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });

  it.each([
    [
      "a journal whose writer does not mind",
      "enrich/journal/journal.js",
      [/(await handle\.truncate\(end\)[^;]*;\s*)throw error;/, "$1return;"],
      { at: 3, of: "^write .*journal" },
    ],
    [
      "an output whose writer does not mind",
      "table/atomic-file.js",
      [
        /\(await handle\.write\(bytes, from\)\)/,
        "(await handle.write(bytes, from).catch(() => ({ bytesWritten: bytes.length })))",
      ],
      { at: 1, of: "^write .*leads\\.enriched\\.csv\\.[0-9a-f]+\\.tmp" },
    ],
  ] as const)("would be seen if it were passed over: %s", async (name, file, replace, which) => {
    const program = await plantBug({ name, file, replace }, lane.folder);
    const careless = await subjectOf({ ...paidCommand(), program }, lane);
    const report = await failAt(careless, { ...which, choice: 0, lasting: false });
    expect(report.fault).toMatch(/ENOSPC write/);
    expect(report.faults).not.toEqual([]);
  });
});
