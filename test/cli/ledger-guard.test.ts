import { createHash, randomBytes } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLedgerGuard } from "../../src/cli/ledger/ledger-guard.ts";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import { ServiceError } from "../../src/model/errors.ts";
import type { SuppressionKeys } from "../../src/model/suppressions.ts";
import { subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import { readLedgerMark } from "../../src/registry/sqlite/withheld/read-ledger-mark.ts";
import { openWithheldUpdater } from "../../src/registry/sqlite/withheld/withheld-updater.ts";
import { letGo } from "../helpers/let-go.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** A registry that has met a ledger, and a folder of its own for each test. */
let root: string;
let folder: string;
let tests = 0;

const world = {
  now: () => new Date("2026-01-20T09:30:00Z"),
  random: randomBytes,
  actor: "tester",
};
const terms = { reason: "opt_out", channel: "cli", source: "", date: "2026-01-20" } as const;
const contactTerms = ["--source", "crm", "--as-of", "2026-01-01"];

beforeAll(async () => {
  root = temporaryFolder("heartbeat-guard");
  folder = join(root, "made");
  await mkdir(folder);
  await file("npidata.csv", npidata([1, 2].map((n) => personRow(npiOf(n)))));
  await file("npidata_pfile_20260105-20260111.csv", npidata([personRow(npiOf(3))]));
  await file("leads.csv", "Name,State\nArabella Quillfeather,OH\n");
  await file("crm.csv", `NPI,Email\n${npiOf(2)},bea@example.com\n`);
  await file("calls.csv", `NPI,Email,Outcome\n${npiOf(2)},bea@example.com,Unsubscribed\n`);
  await expectDone("registry", "import", "npidata.csv");
  await suppress({ npi: npiOf(1) });
  await letGo();
  await cp(ledger(), join(root, "earlier"), { recursive: true });
  await suppress({ npi: npiOf(7) });
  await expectDone("registry", "import", "crm.csv", ...contactTerms);
  await letGo();
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(root, `test-${tests++}`);
  await cp(join(root, "made"), folder, { recursive: true });
});

const ledger = () => join(folder, ".local", "share", "heartbeat");
const inLedger = (name: string) => join(ledger(), name);

async function file(name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content);
}

function heartbeat(...argv: string[]): Promise<Ran> {
  return run([...argv, "--registry", join(folder, "registry")], { cwd: folder });
}

async function expectDone(...argv: string[]): Promise<Ran> {
  const ran = await heartbeat(...argv);
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

async function suppress(keys: SuppressionKeys): Promise<void> {
  await mkdir(ledger(), { recursive: true });
  const store = createSuppressionStore(
    await openLedger(inLedger("ledger.db"), inLedger("ledger.key"), world),
  );
  await store.add([{ ...terms, reversible: true, keys: subjectKeysOf(keys) }]);
  await store.close();
}

/** Everything in the folder, by name; SQLite folds the ledger's log whenever it is opened. */
async function traces(): Promise<Map<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && !entry.name.startsWith("ledger.db"));
  const hashes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const hash = createHash("sha256").update(await readFile(path));
      return [path.slice(folder.length), hash.digest("hex")] as const;
    }),
  );
  const folders = found
    .filter((entry) => entry.isDirectory())
    .map(
      ({ parentPath, name }) => [join(parentPath, name).slice(folder.length), "folder"] as const,
    );
  return new Map([...hashes, ...folders]);
}

const ways: Record<string, () => Promise<unknown>> = {
  ledger_missing: () => rm(ledger(), { recursive: true }),
  ledger_key_missing: () => rm(inLedger("ledger.key")),
  ledger_key_wrong: () => writeFile(inLedger("ledger.key"), randomBytes(32).toString("hex")),
  ledger_not_sqlite: () => writeFile(inLedger("ledger.db"), "no ledger at all\n".repeat(100)),
  async ledger_other() {
    await rm(ledger(), { recursive: true });
    for (let n = 1; n <= 3; n++) await suppress({ npi: npiOf(n) });
  },
  async ledger_behind() {
    await rm(ledger(), { recursive: true });
    await cp(join(root, "earlier"), ledger(), { recursive: true });
  },
  async ledger_forked() {
    await ways.ledger_behind?.();
    for (const n of [8, 9]) await suppress({ npi: npiOf(n) });
  },
};

const commands: Record<string, readonly string[]> = {
  enrich: ["enrich", "leads.csv"],
  "enrich --dry-run": ["enrich", "leads.csv", "--dry-run"],
  explain: ["explain", "leads.csv", "--row", "1"],
  search: ["search", "--state", "OH"],
  show: ["show", npiOf(2)],
  serve: ["serve", "--port", "0"],
  ping: ["ping"],
  "registry status": ["registry", "status"],
  "registry calibrate": ["registry", "calibrate"],
  "registry import, a release": ["registry", "import", "npidata.csv"],
  "registry import, a week": ["registry", "import", "npidata_pfile_20260105-20260111.csv"],
  "registry import, contacts": ["registry", "import", "crm.csv", ...contactTerms],
  "registry remove": ["registry", "remove", "--source", "crm"],
  "outcomes import": ["outcomes", "import", "calls.csv"],
};

describe("a registry whose ledger cannot be used", () => {
  it.each(Object.keys(ways))("%s: exit 4 of every command, and nothing left", async (way) => {
    await ways[way]?.();
    let before = await traces();
    const left: Record<string, unknown> = {};
    const codes: Record<string, string> = {};
    for (const [name, argv] of Object.entries(commands)) {
      const { code, stdout, stderr } = await heartbeat(...argv);
      codes[name] = `${code} ${/\[(\w+)\]/.exec(stderr)?.[1]}${stdout}`;
      const after = await traces();
      const more = [...after].filter(([path, hash]) => before.get(path) !== hash);
      if (more.length > 0 || after.size !== before.size) left[name] = more.map(([path]) => path);
      before = after;
    }
    expect(left).toEqual({});
    const expected = Object.keys(commands).map((name) => [name, `4 ${way}`]);
    expect(codes).toEqual(Object.fromEntries(expected));
  });
});

describe("a registry beside its ledger", () => {
  async function remembered(): Promise<unknown> {
    const { stdout } = await expectDone("registry", "status", "--json");
    return JSON.parse(stdout).ledger;
  }

  it("says which one, how far it knows it, and how many profiles are withheld", async () => {
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(await remembered()).toEqual({ id, number: 2, withheld: 1 });
    const { stdout } = await expectDone("registry", "status");
    expect(stdout).toMatch(/^Ledger +[0-9a-f]{8}, 2 changes of suppressions, 1 profile withheld$/m);
  });

  it("is brought up to date by whatever opens it, in the release that it was", async () => {
    const before = JSON.parse((await expectDone("registry", "status", "--json")).stdout);
    await suppress({ emails: ["bea@example.com"] });
    const { stderr } = await heartbeat("show", npiOf(1), "--progress", "json");
    expect(stderr).toContain("looking_for_who_is_suppressed");
    const after = JSON.parse((await expectDone("registry", "status", "--json")).stdout);
    expect(after.ledger).toMatchObject({ number: 3, withheld: 2 });
    expect(after.release).toBe(before.release);
  });

  it("hands what it knows on to the next release, and to what is made of a source file", async () => {
    await expectDone("registry", "import", "npidata.csv");
    expect(await remembered()).toMatchObject({ number: 2, withheld: 1 });
    const status = ["registry", "status", "--json", "--registry", "npidata.csv"];
    const { stdout } = await run(status, { cwd: folder });
    expect(JSON.parse(stdout).ledger).toMatchObject({ number: 2, withheld: 1 });
    await rm(ledger(), { recursive: true });
    const { code, stderr } = await run(status, { cwd: folder });
    expect(code).toBe(4);
    expect(stderr).toContain("[ledger_missing]");
  });

  it("is as it ever was where there is none", async () => {
    await rm(ledger(), { recursive: true });
    await rm(join(folder, "registry"), { recursive: true });
    await expectDone("registry", "import", "npidata.csv");
    expect(await remembered()).toBeNull();
    expect((await expectDone("registry", "status")).stdout).not.toContain("Ledger");
    expect(await readdir(join(folder, ".local", "share"))).toEqual([]);
  });
});

it("waits while another process brings the registry up to date, and can be stopped", async () => {
  await suppress({ npi: npiOf(2) });
  const registry = join(folder, "registry");
  const stopped = new AbortController();
  const steps: string[] = [];
  let locked = 2;
  const guard = createLedgerGuard({
    openStore: async () =>
      createSuppressionStore(
        await openLedger(inLedger("ledger.db"), inLedger("ledger.key"), world),
      ),
    readMark: readLedgerMark,
    async openUpdater(path) {
      if (locked-- > 0) throw new ServiceError("registry_locked", "It is locked.", "Wait.");
      return openWithheldUpdater(path, {});
    },
    startProgress: async () => ({ update: ({ step }) => void steps.push(step), stop() {} }),
    erased: "everything",
    signal: stopped.signal,
  });
  await guard.ready(registry);
  expect(await readLedgerMark(registry)).toMatchObject({ number: 3 });
  const waiting = "Waiting for another process that changes the registry";
  expect(steps.slice(0, 3)).toEqual([waiting, waiting, "Looking for who is suppressed"]);
  await suppress({ npi: npiOf(3) });
  locked = 2;
  stopped.abort();
  await expect(guard.ready(registry)).rejects.toMatchObject({ code: "interrupted" });
});
