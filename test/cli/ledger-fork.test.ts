import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { letGo } from "../helpers/let-go.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** A registry that has seen two changes of the ledger, of which the backup `old` has the first. */
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-fork");
  const people = [1, 2, 3, 4, 5].map((n) => personRow(npiOf(n)));
  await writeFile(join(folder, "npidata.csv"), npidata(people));
  await done("registry", "import", "npidata.csv");
  await suppress(1);
  expect(await remembered()).toMatchObject({ number: 1, withheld: 1 });
  await done("ledger", "backup", "old");
  await suppress(2);
  expect(await remembered()).toMatchObject({ number: 2, withheld: 2 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const heartbeat = (...argv: string[]): Promise<Ran> => run(argv, { cwd: folder });

async function done(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await heartbeat(...argv);
  expect(code, stderr).toBe(0);
  return stdout;
}

const suppress = (n: number) => done("suppress", "add", "--reason", "opt_out", "--npi", npiOf(n));

async function remembered(): Promise<{ number: number; withheld: number }> {
  return JSON.parse(await done("registry", "status", "--json")).ledger;
}

const data = () => join(folder, ".local/share/heartbeat");

/** The ledger's file with its log; the secret and the registry stay. */
async function moveLedger(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await letGo();
  for (const name of await readdir(from)) {
    if (name.startsWith("ledger.db")) await rename(join(from, name), join(to, name));
  }
}

let lost = 0;
const lose = () => moveLedger(data(), join(folder, `lost-${lost++}`));

async function expectRefused(code: string): Promise<void> {
  for (const argv of [
    ["registry", "status"],
    ["show", npiOf(2)],
    ["registry", "import", "npidata.csv"],
  ]) {
    const ran = await heartbeat(...argv);
    expect(ran, argv.join(" ")).toMatchObject({ code: 4, stdout: "" });
    expect(ran.stderr).toContain(`[${code}]`);
    expect(ran.stderr).toMatch(/heartbeat\s+ledger\s+restore\s+FOLDER/);
  }
}

const isTold = async (n: number) => (await heartbeat("show", npiOf(n))).stdout.includes(npiOf(n));

describe("a ledger restored from a backup that is older than what the registry has seen", () => {
  it("is behind, and does not catch up by changes of its own", async () => {
    await suppress(3);
    expect(await remembered()).toMatchObject({ number: 3, withheld: 3 });
    await lose();
    await done("ledger", "restore", "old");
    await expectRefused("ledger_behind");
    // The number that the registry has seen, and those above it.
    await suppress(4);
    await expectRefused("ledger_forked");
    await suppress(5);
    await expectRefused("ledger_forked");
  });

  it("is refused though the restore itself brings it to the same number", async () => {
    await lose();
    await done("ledger", "restore", "old");
    await expectRefused("ledger_forked");
  });

  it("is left, with what was suppressed in it, by way of a newer backup", async () => {
    await done("ledger", "backup", "new");
    await lose();
    await done("ledger", "restore", "old");
    await suppress(4);
    await expectRefused("ledger_forked");
    await done("ledger", "backup", "aside");
    await lose();
    await done("ledger", "restore", "new");
    await done("ledger", "restore", "aside");
    expect(await remembered()).toMatchObject({ number: 4, withheld: 3 });
    expect(await Promise.all([1, 2, 3, 4, 5].map(isTold))).toEqual([
      ...[false, false, true, false, true],
    ]);
  });
});

describe("rights requests in two courses of events", () => {
  const dsar = async (...argv: string[]) => JSON.parse(await done("dsar", ...argv, "--json"));
  const open = async (n: number): Promise<string> => {
    const told = ["--type", "delete", "--received", "2026-01-15", "--channel", "email"];
    return (await dsar("open", ...told, "--npi", npiOf(n))).id;
  };
  const stateOf = async (id: string) => (await dsar("show", "--id", id)).state;

  it("are united step by step; what went on in both is named and stays", async () => {
    await writeFile(join(folder, "why.txt"), "It is not about them.\n");
    const deny = ["--basis", "other", "--grounds-file", "why.txt"];
    const [ahead, both] = [await open(1), await open(2)];
    await done("ledger", "backup", "before");
    // Here one is opened, one goes on, and one is denied.
    const ours = await open(3);
    await done("dsar", "ack", "--id", both);
    await moveLedger(data(), join(folder, "first"));
    await done("ledger", "restore", "before");
    const theirs = await open(4);
    await done("dsar", "ack", "--id", ahead);
    await done("dsar", "deny", "--id", both, ...deny);
    const due = await dsar("list");
    await done("ledger", "backup", "others");
    await lose();
    await moveLedger(join(folder, "first"), data());

    const restored = await heartbeat("ledger", "restore", "others", "--json");
    expect(restored.code, restored.stderr).toBe(0);
    expect(JSON.parse(restored.stdout)).toMatchObject({ how: "united", steps: 2, parted: [both] });
    expect(restored.stderr).toContain("added: 2 × step of a rights request");
    expect(restored.stderr).toContain(both);
    expect(await done("ledger", "audit")).toContain("as it was written");
    expect(await done("dsar", "audit")).toContain("every rule is kept");
    expect(await Promise.all([ahead, both, ours, theirs].map(stateOf))).toEqual([
      ...["acknowledged", "acknowledged", "received", "received"],
    ]);
    const found = (await dsar("list")).requests;
    const ofTheirs = (all: { id: string }[]) => all.find(({ id }) => id === theirs);
    expect(ofTheirs(found)).toEqual(ofTheirs(due.requests));
    // Whom it is about has come with it: it goes on.
    expect((await dsar("show", "--id", theirs, "--person")).person).toBeDefined();
    await done("dsar", "deny", "--id", theirs, ...deny);
    const again = JSON.parse(await done("ledger", "restore", "others", "--json"));
    expect(again).toMatchObject({ how: "known", steps: 0, parted: [both] });
    await done("dsar", "deny", "--id", both, ...deny);
    expect(JSON.parse(await done("ledger", "restore", "others", "--json"))).toMatchObject({
      ...{ how: "known", parted: [] },
    });
  });
});

describe("a ledger that has all that the registry has seen", () => {
  it("is used when it is restored from the newest backup", async () => {
    await done("ledger", "backup", "new");
    await lose();
    await done("ledger", "restore", "new");
    expect(await remembered()).toMatchObject({ number: 3, withheld: 2 });
    await lose();
    await done("ledger", "restore", "new");
    expect(await remembered(), "again").toMatchObject({ number: 3, withheld: 2 });
  });

  it("is used when another machine's is united with it", async () => {
    await moveLedger(data(), join(folder, "first"));
    await done("ledger", "restore", "old");
    await suppress(4);
    await done("ledger", "backup", "others");
    await lose();
    await moveLedger(join(folder, "first"), data());
    await done("ledger", "restore", "others");
    expect(await remembered()).toMatchObject({ number: 3, withheld: 3 });
    await suppress(5);
    expect(await remembered()).toMatchObject({ number: 4, withheld: 4 });
  });
});
