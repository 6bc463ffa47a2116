import { appendFile, open, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGroupSync } from "../../../src/enrich/journal/group-sync.ts";
import { createJournal, openJournal } from "../../../src/enrich/journal/journal.ts";
import { decodeLine, encodeLine } from "../../../src/enrich/journal/journal-line.ts";
import { runs } from "../../helpers/property-runs.ts";
import { answer, header, never, runId, withFolder, writtenJournal } from "./journal-files.ts";

const all = Array.from({ length: 100 }, (_, i) => i + 1);

/** The rows that a journal gives back, each with its own answer; undefined where it is not used. */
async function rowsGiven(path: string): Promise<number[] | undefined> {
  const found = await openJournal(path, runId, never);
  if (found?.journal === undefined) return undefined;
  const results = await found.journal.read(all);
  for (const [row, result] of results) expect(result).toEqual(answer(row));
  expect(results.size).toBe(found.journal.answered());
  await found.journal.close();
  return [...results.keys()];
}

describe("a line", () => {
  it("comes back as it was", () => {
    const value = { name: 'Ł "quoted" \n line', list: [1, 2] };
    const line = encodeLine("1-3,7", value);
    expect(line.indexOf("\n")).toBe(line.length - 1);
    const decoded = decodeLine(line.subarray(0, -1));
    expect({ what: decoded?.what, value: decoded?.json() }).toEqual({ what: "1-3,7", value });
  });

  it("is none with one bit changed, anywhere", () => {
    const line = encodeLine("1-3", [answer(1)]).subarray(0, -1);
    for (let bit = 0; bit < 8 * line.length; bit++) {
      const damaged = Buffer.from(line);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(decodeLine(damaged), `bit ${bit}`).toBeUndefined();
    }
  });

  it("is none when it is cut, anywhere", () => {
    const line = encodeLine("1-3", [answer(1)]).subarray(0, -1);
    for (let length = 0; length < line.length; length++) {
      expect(decodeLine(line.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
  });
});

describe("a journal", () => {
  it("gives back what was put in, also when it is opened again and goes on", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      await writtenJournal(path, [[1, 2, 5], [3]]);
      const again = (await openJournal(path, runId, never))?.journal;
      expect([again?.answered(), again?.has(3), again?.has(4)]).toEqual([4, true, false]);
      await again?.append([answer(9), answer(4)]);
      expect([...((await again?.read([4, 5, 6])) ?? [])]).toEqual([
        [4, answer(4)],
        [5, answer(5)],
      ]);
      await again?.close();
      expect(await rowsGiven(path)).toEqual([1, 2, 3, 4, 5, 9]);
    }));

  it("loses no more than the torn line, at every byte of the last two", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      await writtenJournal(path, [[1, 2], [3, 4], [5]]);
      const whole = await readFile(path);
      const ends = [...whole.keys()].filter((at) => whole[at] === 0x0a).map((at) => at + 1);
      const [, first = 0, second = 0, third = 0] = ends;
      for (let size = first; size <= third; size++) {
        await writeFile(path, whole.subarray(0, size));
        const expected = size < second ? [1, 2] : size < third ? [1, 2, 3, 4] : [1, 2, 3, 4, 5];
        expect(await rowsGiven(path), `${size} bytes`).toEqual(expected);
        // What was torn is cut off: the next line begins a line.
        const journal = (await openJournal(path, runId, never))?.journal;
        await journal?.append([answer(7)]);
        await journal?.close();
        expect(await rowsGiven(path), `${size} bytes and another line`).toEqual([...expected, 7]);
      }
    }));

  it("loses the rows of a damaged line only, and counts it", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      await writtenJournal(path, [[1, 2], [3, 4], [5]]);
      const bytes = await readFile(path);
      const at = bytes.indexOf("3-4") + 12;
      bytes[at] = (bytes[at] as number) ^ 4;
      await writeFile(path, bytes);
      const found = await openJournal(path, runId, never);
      expect(found?.damagedLines).toBe(1);
      await found?.journal?.close();
      expect(await rowsGiven(path)).toEqual([1, 2, 5]);
    }));

  it("lets a later answer to a row count", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      const journal = await createJournal(path, header(), never);
      await journal.append([answer(1)]);
      await journal.append([{ ...answer(1), reason: "nobody: later" }]);
      expect((await journal.read([1])).get(1)?.reason).toBe("nobody: later");
      expect(journal.answered()).toBe(1);
      await journal.close();
    }));

  it.each([
    ["nothing", "", "none"],
    ["half a first line", "0badc0de head {", "none"],
    ["no journal", "Name,City\nAda,Springfield\n", "unusable"],
    ["another run's", encodeLine("head", { ...header(), run_id: "f".repeat(16) }), "unusable"],
    ["another schema", encodeLine("head", { ...header(), schema: 2 }), "unusable"],
    ["answers before the header", encodeLine("1", [answer(1)]), "unusable"],
  ])("is not made of %s", (_, content, expected) =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      await writeFile(path, content);
      const found = await openJournal(path, runId, never);
      expect(found === undefined ? "none" : found.journal).toBe(
        expected === "none" ? "none" : undefined,
      );
    }),
  );

  it("passes over rows that the list does not have", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      await writtenJournal(path, [[1]]);
      await appendFile(path, encodeLine("99-999999999999", []));
      const found = await openJournal(path, runId, never);
      expect(found?.journal?.answered()).toBe(3);
      await found?.journal?.close();
    }));

  it("takes nothing when it is closed", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      const journal = await createJournal(path, header(), never);
      await journal.close();
      await journal.append([answer(1)]);
      await journal.close();
      expect(await rowsGiven(path)).toEqual([]);
    }));

  it("gives each row its last sound answer, whatever is cut off and damaged", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), {
          maxLength: 8,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lines, share) =>
          withFolder(async (folder) => {
            const path = join(folder, "j");
            await writtenJournal(path, lines);
            const bytes = await readFile(path);
            const size = Math.floor(share * bytes.length);
            await truncate(path, size);
            const whole = bytes.subarray(0, size).toString("latin1").split("\n").length - 1;
            const expected = [...new Set(lines.slice(0, Math.max(0, whole - 1)).flat())];
            const given = await rowsGiven(path);
            expect(given).toEqual(whole === 0 ? undefined : expected.sort((a, b) => a - b));
          }),
      ),
      { numRuns: runs(60) },
    ));
});

describe("a disk that fails", () => {
  it("ends the run with a sentence, and leaves what was kept readable", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      const journal = await createJournal(path, header(), never);
      await journal.append([answer(1)]);
      const handles = await open(path, "r+");
      const prototype = Object.getPrototypeOf(handles);
      await handles.close();
      const { write } = prototype;
      prototype.write = async function (bytes: Buffer, at: number, _: number, position: number) {
        await write.call(this, bytes, at, 10, position);
        throw Object.assign(new Error("no room"), { code: "ENOSPC" });
      };
      try {
        const failing = expect(journal.append([answer(2)])).rejects;
        await failing.toMatchObject({ code: "disk_full", exitCode: 3 });
      } finally {
        prototype.write = write;
      }
      // Also once there is room again: an answer behind a torn line would be lost with it.
      await expect(journal.append([answer(3)])).rejects.toMatchObject({ code: "disk_full" });
      await journal.close();
      expect(await rowsGiven(path)).toEqual([1]);
    }));

  it("is noticed in the background too", () =>
    withFolder(async (folder) => {
      const path = join(folder, "j");
      let begin = (): void => undefined;
      const journal = await createJournal(path, header(), (work) => {
        begin = work;
        return () => undefined;
      });
      await journal.append([answer(1)]);
      const handle = await open(path, "r");
      const prototype = Object.getPrototypeOf(handle);
      await handle.close();
      const { datasync } = prototype;
      prototype.datasync = async () => {
        throw Object.assign(new Error("broken"), { code: "EIO" });
      };
      try {
        begin();
        await new Promise((resolve) => setImmediate(resolve));
      } finally {
        prototype.datasync = datasync;
      }
      const expected = { code: "journal_unusable", exitCode: 3 };
      await expect(journal.append([answer(2)])).rejects.toMatchObject(expected);
      await expect(journal.close()).rejects.toMatchObject(expected);
    }));
});

describe("syncing in groups", () => {
  it("syncs many writes at once, and one group at a time", async () => {
    const waiting: (() => void)[] = [];
    const ends: (() => void)[] = [];
    let syncs = 0;
    const group = createGroupSync(
      () => {
        syncs++;
        return new Promise((resolve) => ends.push(resolve));
      },
      (work, ms) => {
        expect(ms).toBe(50);
        waiting.push(work);
        return () => waiting.splice(waiting.indexOf(work), 1);
      },
    );
    for (let i = 0; i < 5; i++) group.touch();
    expect({ waiting: waiting.length, syncs }).toEqual({ waiting: 1, syncs: 0 });
    waiting.shift()?.();
    group.touch();
    expect({ waiting: waiting.length, syncs }).toEqual({ waiting: 0, syncs: 1 });
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect({ waiting: waiting.length, syncs }).toEqual({ waiting: 1, syncs: 1 });
    const ended = group.end();
    await new Promise((resolve) => setImmediate(resolve));
    expect({ waiting: waiting.length, syncs }).toEqual({ waiting: 0, syncs: 2 });
    ends.shift()?.();
    await ended;
  });
});
