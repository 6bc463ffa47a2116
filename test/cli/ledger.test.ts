import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { tempFolder } from "../ledger/temp-folder.ts";

const folder = tempFolder();
const place = (name: string) => join(folder(), ".local/share/heartbeat", name);
const ledger = (...argv: string[]): Promise<Ran> => run(["ledger", ...argv], { cwd: folder() });

function narrow({ stdout, stderr }: Ran): string[] {
  const lines = `${stdout}${stderr}`.split("\n").map((line) => line.replaceAll(folder(), ""));
  return lines.filter((line) => line.length > 80);
}

describe("heartbeat ledger", () => {
  it("init makes it with its secret, and a second time says where it is", async () => {
    const made = await ledger("init");
    expect(made).toMatchObject({ code: 0, stdout: "" });
    expect(made.stderr).toContain(`A ledger was made:\n  ${place("ledger.db")}`);
    expect(made.stderr).toContain(place("ledger.key"));
    const before = await readFile(place("ledger.key"), "utf8");
    const again = await ledger("init", "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ made: false, ledger: place("ledger.db") });
    expect(await readFile(place("ledger.key"), "utf8")).toBe(before);
    expect([...narrow(made), ...narrow(again)]).toEqual([]);
  });

  it("one that was emptied is only made anew where that is said", async () => {
    await mkdir(place(""), { recursive: true });
    await writeFile(place("ledger.db"), "");
    const adding = ["suppress", "add", "--npi", npiOf(1), "--reason", "minor"];
    const added = await run(adding, { cwd: folder() });
    expect(added).toMatchObject({ code: 4, stderr: expect.stringContaining("[ledger_damaged]") });
    expect(JSON.parse((await ledger("init", "--json")).stdout)).toMatchObject({ made: true });
  });

  it.each([
    ["between Windows' line ends", (key: string) => `${key.trim()}\r\n`, 0],
    ["that is empty", () => "", 4],
    ["in a folder of its name", undefined, 4],
  ])("reads a secret %s, or says what it is", async (_, alter, code) => {
    await ledger("init");
    const path = place("ledger.key");
    const key = await readFile(path, "utf8");
    await rm(path);
    if (alter === undefined) await mkdir(path);
    else await writeFile(path, alter(key), { mode: 0o600 });
    const status = await ledger("status");
    expect(status.code).toBe(code);
    if (code !== 0) expect(status.stderr).toMatch(/\[ledger_key_(?:invalid|unreadable)\]/);
  });

  it.each(["status", "audit", "backup"])("%s says where there is none", async (name) => {
    const ran = await ledger(name, ...(name === "backup" ? ["copy"] : []));
    expect(ran).toMatchObject({ code: 4, stdout: "" });
    expect(ran.stderr).toMatch(/\[ledger_missing\]\n.*\n.*heartbeat ledger init/);
  });

  it("keeps its secret where the setting says, and needs it", async () => {
    const key = join(folder(), "elsewhere.key");
    const env = { HEARTBEAT_LEDGER_KEY_FILE: key };
    const made = await run(["ledger", "init", "--ledger", "l.db"], { cwd: folder(), env });
    expect(made.code).toBe(0);
    expect(await readFile(key, "latin1")).toMatch(/^[0-9a-f]{64}\n$/);
    const ran = await ledger("status", "--ledger", "l.db");
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining("[ledger_key_missing]") });
  });

  it("status counts what is in it", async () => {
    await ledger("init");
    const ran = await ledger("status");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/Events +1, the last at 20/);
    expect(narrow(ran)).toEqual([]);
    const { stdout } = await ledger("status", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ number: 0, events: 1, suppressions: [], keys: 0 });
  });

  it("audit ends with exit 7 where somebody was at it", async () => {
    await ledger("init");
    expect(await ledger("audit")).toMatchObject({
      ...{ code: 0, stdout: "1 event: all is as it was written.\n" },
    });
    const db = await openSqlite(place("ledger.db"), { store: "ledger", mode: "write" });
    db.exec("UPDATE event SET actor = actor || ' and nobody else'");
    db.close();
    const ran = await ledger("audit");
    expect(ran).toMatchObject({ code: 7, stdout: expect.stringContaining("event 1 was altered") });
    const { code, stdout } = await ledger("audit", "--json");
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 7,
      ok: false,
      first_bad_event: 1,
    });
  });

  it("restore brings back what backup has copied, or exits 7 and changes nothing", async () => {
    await ledger("init");
    const copied = await ledger("backup", "copy");
    expect(copied).toMatchObject({ code: 0, stdout: "" });
    expect((await ledger("backup", "copy")).stderr).toContain("[output_exists]");
    await rm(place("ledger.db"));
    const restored = await ledger("restore", "copy");
    expect(restored.code, restored.stderr).toBe(0);
    expect(restored.stderr).toContain("the backup is the ledger now");
    expect((await ledger("audit")).code).toBe(0);
    expect(JSON.parse((await ledger("restore", "copy", "--json")).stdout)).toMatchObject({
      ...{ restored: true, how: "known" },
    });
    await writeFile(join(folder(), "copy/ledger.db"), "");
    const spoilt = await ledger("restore", "copy");
    expect(spoilt).toMatchObject({ code: 7, stderr: expect.stringContaining("ledger.db") });
    expect((await ledger("restore", "absent")).code).toBe(3);
    expect([copied, restored, spoilt].flatMap(narrow)).toEqual([]);
  });
});
