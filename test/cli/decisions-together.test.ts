import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lockDecisions } from "../../src/cli/decisions/decisions-lock.ts";
import { parseDecisions } from "../../src/enrich/decisions/decisions-file.ts";
import { takeLock } from "../../src/store/process-lock.ts";
import { byEffort, patience } from "../helpers/effort.ts";
import { run } from "../helpers/run.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { quillfeather, reviewedWorld, vantress, vantressQ } from "./reviewed-world.ts";

let folder: string;
beforeAll(async () => {
  folder = await reviewedWorld();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kept = () => join(folder, "d.ndjson");
const lock = () => `${kept()}.lock`;
const holder = { pid: 4_000_000, since: "2026-01-20T09:30:00.000Z" };
beforeEach(async () => {
  for (const path of [kept(), lock(), `${lock()}.holder`]) {
    await rm(path, { recursive: true, force: true });
  }
});

const env = { HEARTBEAT_REGISTRY: "registry" };
const adding = (row: number, choice: string, file = "d.ndjson") => [
  ...["decisions", "add", file, "--list", "leads.enriched.csv"],
  ...["--row", String(row), "--choose", choice],
];
const add = (...given: Parameters<typeof adding>) => run(adding(...given), { cwd: folder, env });
const decisions = async () => parseDecisions(await readFile(kept(), "utf8"), "d");
const choices = async () => (await decisions()).map(({ choice }) => choice).sort();
const all = [vantress, quillfeather, "none"].sort();

describe("decisions that are made at the same instant", () => {
  it("are all kept, also under two names of the file", async () => {
    await add(3, "none");
    await symlink(kept(), join(folder, "link.ndjson"));
    const rans = await Promise.all([add(1, vantress), add(2, quillfeather, "link.ndjson")]);
    expect(rans.map(({ code, stderr }) => [code, stderr.includes("takes the place")])).toEqual([
      [0, false],
      [0, false],
    ]);
    expect(await choices()).toEqual(all);
    expect((await readdir(folder)).filter((name) => name.includes("d.ndjson"))).toEqual([
      "d.ndjson",
    ]);
  });

  it("are all kept where a link of that name leads to no file yet", async () => {
    await symlink("d.ndjson", join(folder, "dangling.ndjson"));
    const made = [add(1, vantress, "dangling.ndjson"), add(2, quillfeather)];
    expect((await Promise.all(made)).map(({ code }) => code)).toEqual([0, 0]);
    expect((await add(3, "none", "dangling.ndjson")).code).toBe(0);
    expect(await choices()).toEqual(all);
    expect((await lstat(join(folder, "dangling.ndjson"))).isSymbolicLink()).toBe(true);
    const { stderr } = await run(
      ["enrich", "leads.csv", "--decisions", "dangling.ndjson", "-o", "-"],
      { cwd: folder, env },
    );
    expect(stderr).not.toContain("error:");
  });

  it("are refused where a link leads back to itself, which stays", async () => {
    await symlink("circle.ndjson", join(folder, "circle.ndjson"));
    const ran = await add(1, vantress, "circle.ndjson");
    expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining("error:")]);
    expect((await lstat(join(folder, "circle.ndjson"))).isSymbolicLink()).toBe(true);
  });

  it("are all kept of processes", { timeout: patience }, async () => {
    for (let round = 0; round < byEffort(1, 15, 150); round++) {
      await rm(kept(), { force: true });
      const rows = [adding(1, vantress), adding(2, quillfeather), adding(3, "none")];
      const rans = await Promise.all(
        rows.slice(0, byEffort(2, 3, 3)).map((argv) => spawnHeartbeat(argv, { cwd: folder, env })),
      );
      expect(rans.map(({ code, stderr }) => (code === 0 ? "kept" : stderr))).toEqual(
        rans.map(() => "kept"),
      );
      expect(await decisions()).toHaveLength(rans.length);
    }
  });

  it("leave a file to whom it was opened, which is nobody at first", async () => {
    const mode = async () => (await stat(kept())).mode & 0o777;
    await add(1, vantress);
    expect(await mode()).toBe(0o600);
    await chmod(kept(), 0o664);
    await add(2, quillfeather);
    expect([await mode(), await choices()]).toEqual([0o664, [vantress, quillfeather].sort()]);
  });

  it("are one about one lead", async () => {
    const rans = await Promise.all([add(1, vantress), add(4, vantressQ)]);
    expect(rans.map(({ code }) => code)).toEqual([0, 0]);
    expect(await decisions()).toHaveLength(1);
  });

  it("are told from what was taken back since", async () => {
    await add(1, vantress);
    const [{ lead } = { lead: "" }] = await decisions();
    const revoke = () => run(["decisions", "revoke", "d.ndjson", lead], { cwd: folder, env });
    const rans = await Promise.all([revoke(), add(2, quillfeather)]);
    expect(rans.map(({ code }) => code)).toEqual([0, 0]);
    expect(await choices()).toEqual([quillfeather]);
  });
});

describe("a lock", () => {
  it("can be had by whoever may change the file", async () => {
    const now = { date: () => new Date(), signal: new AbortController().signal };
    const mode = async () => {
      const { release } = await lockDecisions(kept(), now);
      const found = await stat(lock());
      release();
      return found.mode & 0o777;
    };
    expect(await mode()).toBe(0o600);
    await writeFile(kept(), "");
    await chmod(kept(), 0o666);
    expect(await mode()).toBe(0o666);
  });

  it("of somebody who was killed keeps nobody out", async () => {
    await writeFile(lock(), "");
    await writeFile(`${lock()}.holder`, JSON.stringify(holder));
    expect((await add(1, vantress)).code).toBe(0);
    expect((await readdir(folder)).filter((name) => name.includes(".lock"))).toEqual([]);
  });

  it("of somebody who is at work is waited for", async () => {
    const taken = await takeLock(lock(), holder);
    if (!("lock" in taken)) throw new Error("nobody else has it");
    const waiting = add(1, vantress);
    await add(2, quillfeather, "other.ndjson");
    await expect(readFile(kept())).rejects.toThrow("ENOENT");
    taken.lock.release();
    expect((await waiting).code).toBe(0);
    expect(await choices()).toEqual([vantress]);
  });

  it("that is waited for can be left, and then nothing is kept", async () => {
    const taken = await takeLock(lock(), holder);
    if (!("lock" in taken)) throw new Error("nobody else has it");
    const stop = new AbortController();
    const waiting = run(adding(1, vantress), { cwd: folder, env, signal: stop.signal });
    await add(2, quillfeather, "other.ndjson");
    stop.abort();
    expect((await waiting).code).toBe(130);
    taken.lock.release();
    await expect(readFile(kept())).rejects.toThrow("ENOENT");
  });

  it.each([
    ["a folder", () => mkdir(lock())],
    ["a file of somebody's", () => writeFile(lock(), "Mine.\n".repeat(200))],
  ])("that cannot be had, as %s is there, is told, and nothing is changed", async (_, put) => {
    await add(2, quillfeather);
    const before = await readFile(kept(), "utf8");
    await put();
    const { code, stderr } = await add(1, vantress);
    expect([code, stderr]).toEqual([3, expect.stringContaining("[decisions_not_lockable]")]);
    expect(stderr).toContain("d.ndjson.lock");
    expect(await readFile(kept(), "utf8")).toBe(before);
    expect(await readdir(folder)).toContain("d.ndjson.lock");
  });

  it.each([
    ["no folder", "missing/d.ndjson"],
    ["a folder that is a file", "leads.csv/d.ndjson"],
    ["a folder in the file's place", "registry"],
    ["a device without an end in the file's place", "/dev/full"],
    ["a name that is too long", `${"d".repeat(300)}.ndjson`],
  ])("is not even asked for where there is %s", async (_, file) => {
    const { code, stderr } = await add(1, vantress, file);
    expect([code, stderr]).toEqual([3, expect.not.stringContaining("lock")]);
  });
});
