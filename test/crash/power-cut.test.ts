import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byEffort, isBrief, isTorture, patience } from "../helpers/effort.ts";
import { damageJournal } from "./damage.ts";
import { losses } from "./faulty-disk.ts";
import { type KillReport, killAt } from "./kill-points.ts";
import { type PlantedBug, plantBug } from "./planted-bug.ts";
import { chosenPoints } from "./points.ts";
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
  withProgram,
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

async function killThroughout(subject: Subject, few: number, many: number): Promise<KillReport[]> {
  const reports: KillReport[] = [];
  for (const [i, at] of chosenPoints(subject.moments.length, few, many).entries()) {
    const lost = isTorture ? losses : losses.slice(i % losses.length).slice(0, 1);
    for (const one of lost) reports.push(await killAt(subject, { at, lost: one }));
  }
  return reports;
}

const bad = (reports: readonly KillReport[]) => reports.filter(({ faults }) => faults.length > 0);

/** At so many moments, few and many. */
const commands: [string, number, number, () => Promise<Subject>][] = [
  ["a paid list", 1, 3, async () => paid],
  [
    "a paid list, killed once before",
    1,
    1,
    () => subjectOf(resuming(paidCommand(), middle(paid)), lane),
  ],
  ["a list over the registry", 1, 1, () => subjectOf(freshCommand(lane), lane)],
  ["a list in place of an older output", 1, 2, () => subjectOf(replacingCommand(lane), lane)],
  ["the way back", 1, 2, async () => subjectOf(await undoCommand(lane), lane)],
];

describe("a process killed after any write, sync, rename or removal, also with the power", {
  timeout: patience,
}, () => {
  it.each(byEffort(commands.slice(0, 1), commands, commands))(
    "loses and doubles nothing: %s",
    async (_what, few, many, subject) => {
      const reports = await killThroughout(await subject(), few, many);
      expect(reports.filter(({ killedAt }) => killedAt !== undefined).length).toBeGreaterThan(0);
      expect(bad(reports)).toEqual([]);
    },
  );
});

describe("what would go wrong is seen", { timeout: patience }, () => {
  const late = () => Math.floor(paid.moments.length * 0.6);
  const planted = async (bug: PlantedBug): Promise<Command> => ({
    ...paidCommand(),
    program: await plantBug(bug, lane.folder),
  });

  const more = it.skipIf(isBrief);

  more("a disk that syncs nothing", async () => {
    const report = await killAt(paid, { at: late(), lost: "data" }, { plant: "no sync" });
    expect(report.faults).not.toEqual([]);
  });

  more("a journal that is not synced", async () => {
    const command = await planted({
      name: "no sync",
      file: "enrich/journal/journal.ts",
      replace: [
        /createGroupSync\(\(\) => handle\.datasync\(\)/,
        "createGroupSync(async () => undefined",
      ],
    });
    const report = await killAt(withProgram(paid, command, lane), { at: late(), lost: "data" });
    expect(report.faults).not.toEqual([]);
  });

  more("an output that is in place before it is written", async () => {
    const command = await planted({
      name: "rename first",
      file: "table/files/atomic-file.ts",
      replace: [
        /(await buffered\.flush\(\);[^;]*;\s+await handle\.sync\(\);\s+await handle\.close\(\);)([\s\S]*?)(if \(keepExisting\)[\s\S]*?await rename\(temporary, target\);)/,
        "$3\n$1$2",
      ],
    });
    const subject = { ...(await subjectOf(command, lane)), whole: paid.whole };
    const renamed = { at: 1, of: "^rename .*/lists/", lost: "data" } as const;
    const report = await killAt(subject, renamed);
    expect(report.faults).not.toEqual([]);
  });

  more("an output that is in place before it is on record whom it tells about", async () => {
    const fresh = freshCommand(lane);
    const program = await plantBug(
      {
        name: "record later",
        file: "cli/enrich/recording-writer.ts",
        replace: [/(async finish\(\.\.\.end\) \{\s+)await disclosures\.flush\(\);\s+/, "$1"],
      },
      lane.folder,
    );
    const renamed = {
      at: 1,
      of: "^rename .*/lists/\\.leads\\.enriched\\.csv\\.\\w+\\.tmp$",
      lost: "nothing",
    } as const;
    const sound = await subjectOf(fresh, lane);
    expect((await killAt(sound, renamed)).faults).toEqual([]);
    const report = await killAt(withProgram(sound, { ...fresh, program }, lane), renamed);
    expect(report.faults).toEqual([expect.stringMatching(/not on record$/)]);
  });

  more("a journal without checksums, where a bit has flipped", async () => {
    const flipped = { beforeAgain: damageJournal };
    const at = middle(paid);
    expect((await killAt(paid, { at, lost: "nothing" }, flipped)).faults).toEqual([]);
    const command = await planted({
      name: "no checksum",
      file: "enrich/journal/journal-line.ts",
      replace: [/if \(crc32\(checked\)[^;]*;/, ""],
    });
    const trusting = withProgram(paid, command, lane);
    expect((await killAt(trusting, { at, lost: "nothing" }, flipped)).faults).not.toEqual([]);
  });
});
