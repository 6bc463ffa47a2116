import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { answersAbout, forgetPeople } from "../../../src/enrich/journal/forget-people.ts";
import { createJournal, openJournal } from "../../../src/enrich/journal/journal.ts";
import type { MatchResult } from "../../../src/model/contract.ts";
import { npiOf } from "../../helpers/profiles.ts";
import { answer, header, never, runId, withFolder } from "./journal-files.ts";

const [gone, other] = [npiOf(1), npiOf(2)] as [string, string];
const found = (id: number, npi: string): MatchResult => ({
  ...{ id, status: "matched", npi, confidence: 0.99, reason: "npi: NPI agrees" },
});
const near = (id: number, npi: string): MatchResult => ({
  ...{ id, status: "ambiguous", confidence: 0.4, reason: "not_sure: …" },
  candidates: [
    { npi: other, confidence: 0.4 },
    { npi, confidence: 0.3 },
  ],
});

it("R10: takes out of a journal whoever was found or might have been, and keeps the others", () =>
  withFolder(async (folder) => {
    const path = join(folder, "journal.jsonl");
    const journal = await createJournal(path, header(), never);
    await journal.append([answer(1), found(2, gone), found(3, other)]);
    await journal.append([found(4, gone)]);
    await journal.append([near(5, gone), answer(6)]);
    await journal.close();
    // Torn in the middle of a write, and damaged before that.
    const whole = await readFile(path);
    await writeFile(
      path,
      Buffer.concat([whole, Buffer.from(`00000000 7 {"${gone}"}\n1234 "${gone}`)]),
    );
    expect(await answersAbout(path, [gone])).toBe(5);
    await forgetPeople(path, [gone]);
    expect(await answersAbout(path, [gone])).toBe(0);
    expect((await readFile(path)).includes(gone)).toBe(false);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const opened = (await openJournal(path, runId, never))?.journal;
    const kept = await opened?.read([1, 2, 3, 4, 5, 6]);
    await opened?.close();
    expect([...(kept?.keys() ?? [])]).toEqual([1, 3, 6]);
    expect(kept?.get(3)).toEqual(found(3, other));
  }));

it("R10: removes a journal that nobody can take up", () =>
  withFolder(async (folder) => {
    const path = join(folder, "journal.jsonl");
    await writeFile(path, `no header ${gone}\n`);
    await forgetPeople(path, [gone]);
    await expect(stat(path)).rejects.toThrow();
  }));
