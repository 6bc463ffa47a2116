import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byEffort, isBrief, isTorture, patience } from "../helpers/effort.ts";
import { type FaultReport, failAt } from "./fault-points.ts";
import { type PlantedBug, plantBug } from "./planted-bug.ts";
import { chosenCalls } from "./points.ts";
import {
  type Lane,
  openLane,
  paidCommand,
  replacingCommand,
  resuming,
  type Subject,
  subjectOf,
  undoCommand,
  withProgram,
  workbookCommand,
} from "./subjects.ts";

let lane: Lane;
let paid: Subject;
beforeAll(async () => {
  lane = await openLane();
  paid = await subjectOf(paidCommand(), lane);
}, patience);
afterAll(() => lane.remove());

/** Each call in the ways it can fail in turn, or in all of them. */
async function failThroughout(subject: Subject, few: number, many: number): Promise<FaultReport[]> {
  const reports: FaultReport[] = [];
  for (const [i, at] of chosenCalls(subject.calls, few, many).entries()) {
    for (const choice of isTorture ? [0, 1, 2, 3] : [i]) {
      reports.push(await failAt(subject, { at, choice, lasting: choice % 2 === 0 }));
    }
  }
  return reports;
}

/** Every `few`-th and every `many`-th call. */
const commands: [string, number, number, () => Promise<Subject>][] = [
  ["a paid list", 60, 15, async () => paid],
  [
    "a paid list, killed once before",
    1,
    30,
    () => subjectOf(resuming(paidCommand(), Math.floor(paid.moments.length / 2)), lane),
  ],
  ["a list in place of an older output", 1, 40, () => subjectOf(replacingCommand(lane), lane)],
  ["a workbook", 1, 40, () => subjectOf(workbookCommand(lane), lane)],
  ["the way back", 1, 20, async () => subjectOf(await undoCommand(lane), lane)],
];

const careless: (PlantedBug & { which: { at: number; of: string } })[] = [
  {
    name: "a journal whose writer does not mind",
    file: "enrich/journal/journal.ts",
    replace: [/(await handle\.truncate\(end\)[^;]*;\s*)throw error;/, "$1return;"],
    which: { at: 3, of: "^write .*journal" },
  },
  {
    name: "an output whose writer does not mind",
    file: "table/files/atomic-file.ts",
    replace: [
      /\(await handle\.write\(bytes, from\)\)/,
      "(await handle.write(bytes, from).catch(() => ({ bytesWritten: bytes.length })))",
    ],
    which: { at: 1, of: "^write .*leads\\.enriched\\.csv\\.[0-9a-f]+\\.tmp" },
  },
];

describe("a call of the file system that fails", { timeout: patience }, () => {
  it.each(byEffort(commands.slice(0, 1), commands, commands))(
    "is told, and costs nothing: %s",
    async (_what, few, many, subject) => {
      const reports = await failThroughout(await subject(), few, many);
      expect(reports.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(0);
      expect(reports.filter(({ faults }) => faults.length > 0)).toEqual([]);
    },
  );

  it.skipIf(isBrief).each(careless)(
    "would be seen if it were passed over: $name",
    async ({ which, ...bug }) => {
      const program = await plantBug(bug, lane.folder);
      const subject = withProgram(paid, { ...paidCommand(), program }, lane);
      const report = await failAt(subject, { ...which, choice: 0, lasting: false });
      expect(report.fault).toMatch(/ENOSPC write/);
      expect(report.faults).not.toEqual([]);
    },
  );
});
