import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { damageJournal } from "./damage.ts";
import { losses } from "./faulty-disk.ts";
import { type KillReport, killAt } from "./kill-points.ts";
import { plantBug } from "./planted-bug.ts";
import { chosenPoints, isTorture, patience } from "./points.ts";
import {
  type Command,
  freshCommand,
  type Lane,
  openLane,
  paidCommand,
  replacingCommand,
  resuming,
  type Subject,
  subjectOf,
  undoCommand,
} from "./subjects.ts";

let lane: Lane;
let paid: Subject;
beforeAll(async () => {
  lane = await openLane();
  paid = await subjectOf(paidCommand(), lane);
}, patience);
afterAll(() => lane.remove());

/** Where a run is half-way: half of its answers are there. */
const middle = ({ moments }: Subject) => Math.floor(moments.length / 2);

async function killThroughout(subject: Subject, usual: number): Promise<KillReport[]> {
  const reports: KillReport[] = [];
  for (const [i, at] of chosenPoints(subject.moments.length, usual).entries()) {
    const lost = isTorture ? losses : losses.slice(i % losses.length).slice(0, 1);
    for (const one of lost) reports.push(await killAt(subject, { at, lost: one }));
  }
  return reports;
}

const bad = (reports: readonly KillReport[]) => reports.filter(({ faults }) => faults.length > 0);

describe("a process killed after any write, sync, rename or removal, also with the power", {
  timeout: patience,
}, () => {
  it.each<[string, number, () => Command | Promise<Command>]>([
    ["a paid list", 4, paidCommand],
    ["a paid list, killed once before", 2, () => resuming(paidCommand(), middle(paid))],
    ["a list over the registry", 1, () => freshCommand(lane)],
    ["a list in place of an older output", 1, () => replacingCommand(lane)],
    ["the way back", 3, () => undoCommand(lane)],
  ])("loses and doubles nothing: %s", async (_what, usual, command) => {
    const reports = await killThroughout(await subjectOf(await command(), lane), usual);
    expect(reports.filter(({ killedAt }) => killedAt !== undefined).length).toBeGreaterThan(0);
    expect(bad(reports)).toEqual([]);
  });
});

describe("what would go wrong is seen", { timeout: patience }, () => {
  it("a disk that syncs nothing", async () => {
    const late = Math.floor(paid.moments.length * 0.6);
    const report = await killAt(paid, { at: late, lost: "data" }, { plant: "no sync" });
    expect(report.faults).not.toEqual([]);
  });

  it.each([
    [
      "a journal that is not synced",
      "enrich/journal/journal.js",
      [/createGroupSync\(\(\) => handle\.datasync\(\)/, "createGroupSync(async () => undefined"],
      0.6,
    ],
    [
      "an output that is in place before it is written",
      "table/atomic-file.js",
      [
        /(await buffered\.flush\(\);\s+await handle\.sync\(\);\s+await handle\.close\(\);)([\s\S]*?)(if \(keepExisting\)[\s\S]*?await rename\(temporary, target\);)/,
        "$3\n$1$2",
      ],
      undefined,
    ],
  ] as const)("%s", async (name, file, replace, share) => {
    const program = await plantBug({ name, file, replace }, lane.folder);
    const subject = {
      ...(await subjectOf({ ...paidCommand(), program }, lane)),
      whole: paid.whole,
    };
    const total = subject.moments.length;
    const renamed = subject.moments.findIndex((what) => what.startsWith("rename lists/"));
    const at = share === undefined ? renamed + 1 : Math.floor(total * share);
    const report = await killAt(subject, { at, lost: "data" });
    expect(report.faults).not.toEqual([]);
  });

  it("a journal without checksums, where a bit has flipped", async () => {
    const flipped = { beforeAgain: damageJournal };
    const at = middle(paid);
    expect((await killAt(paid, { at, lost: "nothing" }, flipped)).faults).toEqual([]);
    const file = "enrich/journal/journal-line.js";
    const replace = [/if \(crc32\(checked\)[^;]*;/, ""] as const;
    const program = await plantBug({ name: "no checksum", file, replace }, lane.folder);
    const trusting = await subjectOf({ ...paidCommand(), program }, lane);
    expect((await killAt(trusting, { at, lost: "nothing" }, flipped)).faults).not.toEqual([]);
  });
});
