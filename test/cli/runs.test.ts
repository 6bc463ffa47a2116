import { mkdir, readdir, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../src/store/process-lock.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const requests = 30;
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-runs");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const state = () => join(folder, ".local/state/heartbeat");
const kept = () => readdir(join(state(), "runs"));
const journal = (id: string) => join(state(), "runs", id, "journal.jsonl");

/** A run that is interrupted when ten leads are answered; its id. */
async function interrupted(name: string): Promise<string> {
  const before = new Set(await kept().catch(() => []));
  const rows = Array.from({ length: requests }, (_, i) => `Ada ${name}${i}`);
  await writeFile(join(folder, `${name}.csv`), `Name\n${rows.join("\n")}\n`);
  const controller = new AbortController();
  const service = fakeService({
    traits: { local: false, counts: false },
    after: (results) => {
      controller.abort();
      return results;
    },
  });
  const argv = ["enrich", `${name}.csv`, "--batch-size", "10", "--concurrency", "1"];
  const ran = await run(argv, { cwd: folder, service, signal: controller.signal });
  expect(ran.code, ran.stderr).toBe(130);
  const [id = ""] = (await kept()).filter((one) => !before.has(one));
  return id;
}

function runs(
  argv: readonly string[],
  more: Partial<Parameters<typeof run>[1]> = {},
): Promise<Ran> {
  return run(["runs", ...argv], { cwd: folder, ...more });
}

describe("runs list", () => {
  it("says so where there is none", async () => {
    expect(await runs(["list"])).toEqual({ code: 0, stdout: "", stderr: "no unfinished runs\n" });
    const { stdout } = await runs(["list", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ schema_version: 1, runs: [] });
  });

  it("tells what each has come to", async () => {
    const id = await interrupted("Quill");
    const { stdout } = await runs(["list"]);
    expect(stdout).toContain(`${id}  2026-01-20 09:30  resumable, 10 of 30 answers, `);
    expect(stdout).toContain(
      `${join(folder, "Quill.csv")} -> ${join(folder, "Quill.enriched.csv")}\n`,
    );
    const [told] = JSON.parse((await runs(["list", "--json"])).stdout).runs;
    expect(told).toMatchObject({
      run: id,
      state: "resumable",
      answered: 10,
      requests,
      process: null,
    });
  });

  it("tells a running and a damaged one", async () => {
    const [first, second] = [await interrupted("First"), await interrupted("Second")];
    await truncate(journal(first), 5);
    const holder = { pid: 4711, since: "2026-01-20T09:00:00.000Z" };
    const locking = await takeLock(join(state(), "locks", `run-${second}.lock`), holder);
    const { stdout } = await runs(["list"]);
    if ("lock" in locking) locking.lock.release();
    expect(stdout).toMatch(new RegExp(`${first}.*  damaged, no answers`));
    expect(stdout).toMatch(new RegExp(`${second}.*  running \\(process 4711\\), 10 of 30`));
  });
});

describe("runs clean", () => {
  it("wants to be told which, and to be told yes", async () => {
    const id = await interrupted("Quill");
    for (const argv of [["clean"], ["clean", "--all", id], ["clean", "--older-than", "1y"]]) {
      expect(await runs(argv)).toMatchObject({ code: 2, stdout: "" });
    }
    const { code, stderr } = await runs(["clean", "--all"]);
    expect({ code, told: stderr.includes("confirmation_needed") }).toEqual({ code: 2, told: true });
    expect(await kept()).toEqual([id]);
  });

  it("removes the ones that are named, by their beginnings too", async () => {
    const [first, second] = [await interrupted("First"), await interrupted("Second")];
    const { code, stdout } = await runs(["clean", first.slice(0, 8), "--yes", "--json"]);
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      ...{ code: 0, schema_version: 1 },
      removed: [first],
    });
    expect(await kept()).toEqual([second]);
    expect((await runs(["clean", "00000000000000000", "--yes"])).code).toBe(2);
  });

  it("removes old ones only", async () => {
    const [first, second] = [await interrupted("First"), await interrupted("Second")];
    await utimes(journal(first), new Date("2025-12-01"), new Date("2025-12-01"));
    await utimes(journal(second), new Date("2026-01-10"), new Date("2026-01-10"));
    expect((await runs(["clean", "--older-than", "30d", "--yes"])).code).toBe(0);
    expect(await kept()).toEqual([second]);
    expect((await runs(["clean", "--older-than", "1w", "--yes"])).code).toBe(0);
    expect(await kept()).toEqual([]);
  });

  it("never removes one that is under way", async () => {
    const id = await interrupted("Quill");
    const holder = { pid: 4711, since: "2026-01-20T09:00:00.000Z" };
    const locking = await takeLock(join(state(), "locks", `run-${id}.lock`), holder);
    const all = await runs(["clean", "--all", "--yes"]);
    const named = await runs(["clean", id, "--yes"]);
    if ("lock" in locking) locking.lock.release();
    expect(all).toMatchObject({ code: 0, stderr: "0 runs removed\n" });
    expect(named).toMatchObject({ code: 2, stderr: expect.stringContaining("process 4711") });
    expect(await kept()).toEqual([id]);
  });

  it.each([
    ["y\n", 0],
    ["n\n", 1],
    ["\n", 1],
  ])("asks on a terminal: %j leaves %i", async (typed, left) => {
    await interrupted("Quill");
    const { code, stderr } = await runs(["clean", "--all"], { typed, terminal: 80 });
    expect(code).toBe(0);
    expect(stderr).toContain("Remove 1 unfinished run, with the answers kept? [y/N]");
    expect(await kept()).toHaveLength(left);
  });

  it("sweeps what nobody needs any more", async () => {
    const id = await interrupted("Quill");
    await mkdir(join(state(), "outputs"), { recursive: true });
    await writeFile(join(state(), "outputs", "0123456789abcdef.json"), "{}");
    await writeFile(join(state(), "locks", "file-0123456789abcdef.lock"), "");
    await runs(["clean", id, "--yes"]);
    expect(await readdir(join(state(), "outputs"))).toEqual([]);
    expect(await readdir(join(state(), "locks"))).toEqual([]);
  });
});
