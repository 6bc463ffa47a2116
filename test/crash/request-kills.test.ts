import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { byEffort, patience } from "../helpers/effort.ts";
import { letGo } from "../helpers/let-go.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";
import { createTimedKiller } from "./timed-killer.ts";

/** Of each command. `npm test` kills at every write within one process (test/dsar/killed-steps.test.ts). */
const kills = byEffort(0, 10, 100);
const killed = createTimedKiller(createRandom(13));

const begun = Date.now();
const dayOf = (daysAgo: number) =>
  new Date(begun - daysAgo * 86_400_000).toISOString().slice(0, 10);

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-request-kills");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const heartbeat = (...argv: string[]) => heartbeatIn(folder, ...argv);
/** A killed program has the machine's clock; whoever looks at what it left has the same, also past midnight. */
const heartbeatIn = (cwd: string, ...argv: string[]) =>
  run(argv, { cwd, date: new Date().toISOString() });

async function json(...argv: string[]) {
  const ran = await heartbeat(...argv, "--json");
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout);
}

async function kindsOf(id: string): Promise<string[]> {
  const store = createRequestStore(await openLedgerIn(join(folder, ".local/share/heartbeat")));
  const events = await store.eventsOf(id).finally(() => store.close());
  return events.map(({ kind }) => kind);
}

async function expectWhole(cwd = folder): Promise<void> {
  for (const command of ["ledger", "dsar"]) {
    const { code, stdout } = await heartbeatIn(cwd, command, "audit");
    expect([command, code, stdout]).toEqual([command, 0, stdout]);
  }
}

/** The command again, to its end. */
async function again(argv: readonly string[]): Promise<Ran> {
  const ran = await heartbeat(...argv);
  expect([ran.code, ran.stderr]).toEqual([0, ran.stderr]);
  return ran;
}

interface Listed {
  id: string;
  state: string;
  due: string;
}

const listed = async (): Promise<Listed[]> => (await json("dsar", "list")).requests;

const email = (n: number) => `quillfeather${n}@example.com`;
const mobile = (n: number) => `614 234 ${String(n).padStart(4, "0")}`;

async function makeHome(): Promise<void> {
  const people = Array.from({ length: kills }, (_, n) => n);
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write("npidata.csv", npidata(people.map((n) => personRow(npiOf(n)))));
  const rows = people.map((n) => `${npiOf(n)},${email(n)},${mobile(n)}`);
  await write("crm.csv", ["NPI,Email,Mobile", ...rows, ""].join("\n"));
  const oath = "I declare under penalty of perjury under the laws of the State of California";
  await write("signed.txt", `${oath} that I am the consumer.\n${dayOf(6)}\nSignature: A. Roe\n`);
  await write("wrong.txt", "email: nobody@example.com\nmobile: 3125560000\nphone: 3125560001\n");
  for (const n of people) {
    await write(`${n}.txt`, `email: ${email(n)}\nmobile: ${mobile(n)}\nnpi: ${npiOf(n)}\n`);
  }
  await again(["registry", "import", "npidata.csv"]);
  await again(["registry", "import", "crm.csv", "--source", "crm", "--as-of", dayOf(60)]);
}

/** It is entered whole or not at all; entering it again makes another one, and keeps a minor out. */
async function openKilled(n: number): Promise<string> {
  const before = (await listed()).map(({ id }) => id);
  const told = ["--type", "know-specific", "--received", dayOf(5), "--channel", "email"];
  const isMinor = n % 3 === 2;
  const argv = ["dsar", "open", ...told, "--npi", npiOf(n), ...(isMinor ? ["--minor"] : [])];
  const { stdout } = await killed("open", argv, folder);
  await expectWhole();
  const entered = (await listed()).filter(({ id }) => !before.includes(id));
  expect(entered.length).toBeLessThanOrEqual(1);
  for (const one of entered) {
    expect(one).toMatchObject({ state: "received", due: expect.stringMatching(/^\d{4}-/) });
    expect((await json("dsar", "show", "--id", one.id)).profile_found).toBe("one");
  }
  if (stdout !== "") expect(JSON.parse(stdout).id).toBe(entered[0]?.id);
  const { id } = JSON.parse((await again([...argv, "--json"])).stdout);
  const { suppressed } = await json("suppress", "check", "--npi", npiOf(n));
  expect(suppressed).toBe(isMinor);
  expect((await listed()).length).toBe(before.length + entered.length + 1);
  return id;
}

/** What counts as an attempt is written down whole, and once. */
async function verifyKilled(n: number, id: string, isRight: boolean): Promise<void> {
  const argv = (file: string) => [
    ...["dsar", "verify", "--id", id, "--claims", file, "--declaration", "signed.txt"],
  ];
  const sort = isRight ? "verify" : "verify wrong";
  await killed(sort, argv(isRight ? `${n}.txt` : "wrong.txt"), folder);
  await expectWhole();
  const kinds = await kindsOf(id);
  const judged = kinds.filter((kind) => kind === "claims_failed" || kind === "request_verified");
  const kept = kinds.filter((kind) => kind === "declaration_kept");
  expect(judged.length).toBeLessThanOrEqual(1);
  expect(kept.length).toBe(judged.length);
  if (judged[0] !== "request_verified") await again(argv(`${n}.txt`));
  const { state } = await json("dsar", "show", "--id", id);
  expect(state).toBe("verified");
}

async function exportKilled(id: string): Promise<void> {
  const argv = ["dsar", "export", "--id", id, "--out", "bundles"];
  await killed("export", argv, folder);
  await expectWhole();
  const place = join(folder, "bundles");
  const found = (await readdir(place).catch(() => [])).filter((name) => name === `${id}.zip`);
  const kinds = await kindsOf(id);
  if (found.length > 0) expect(kinds).toContain("exported");
  if (kinds.includes("request_answered")) expect(found).toEqual([`${id}.zip`]);
  await again(argv);
  const bytes = await readFile(join(place, `${id}.zip`));
  const store = createRequestStore(await openLedgerIn(join(folder, ".local/share/heartbeat")));
  const events = await store.eventsOf(id).finally(() => store.close());
  const zips = events.flatMap(({ body }) => body.zip ?? []);
  expect(zips.at(-1)).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect((await readdir(place)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
}

async function letterKilled(id: string): Promise<void> {
  const argv = ["dsar", "letter", "--id", id, "--output", "letters"];
  await killed("letter", argv, folder);
  await expectWhole();
  const place = join(folder, "letters");
  const ofIt = async () => (await readdir(place).catch(() => [])).filter((f) => f.startsWith(id));
  const texts = async () =>
    Promise.all(
      (await ofIt()).map(async (name) => [name, await readFile(join(place, name), "utf8")]),
    );
  const left = await texts();
  if ((await kindsOf(id)).includes("letter_made")) expect(left).toHaveLength(2);
  await again(argv);
  const whole = await texts();
  expect(whole).toHaveLength(2);
  expect(whole).toEqual(expect.arrayContaining(left));
  expect((await kindsOf(id)).filter((kind) => kind === "letter_made")).toHaveLength(1);
  expect((await readdir(place)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
}

it.skipIf(kills === 0)(
  `R9, R18, R20: a request whose every step is killed, ${kills} times, is as before a step or as behind it, and goes on`,
  async () => {
    await makeHome();
    for (let n = 0; n < kills; n++) {
      const id = await openKilled(n);
      await again(["dsar", "ack", "--id", id]);
      await verifyKilled(n, id, n % 2 === 0);
      await exportKilled(id);
      await letterKilled(id);
    }
  },
  patience,
);

/** Requests that were answered so long ago that what is sealed of them is past its time. */
const served = 40;

async function makeServed(home: string): Promise<void> {
  const opened = new Date("2023-03-01T20:00:00Z");
  const date = opened.toISOString();
  for (let n = 0; n < served; n++) {
    const told = ["--type", "opt-out", "--received", "2023-02-28", "--channel", "email"];
    const ran = await run(["dsar", "open", ...told, "--npi", npiOf(n)], { cwd: home, date });
    const { id } = JSON.parse(ran.stdout);
    const closed = await run(["dsar", "opt-out", "--id", id], { cwd: home, date });
    expect(closed.code, closed.stderr).toBe(0);
  }
}

it.skipIf(kills === 0)(
  `§7101: after each of ${kills} kills what is past its time is there or shredded, and the next run shreds the rest`,
  async () => {
    const home = join(folder, "served");
    await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
    await makeServed(home);
    await letGo();
    for (let round = 0; round < kills; round++) {
      const copy = join(folder, `served-${round}`);
      await cp(home, copy, { recursive: true });
      const pending = async () => {
        const { stdout } = await heartbeatIn(
          copy,
          "dsar",
          "retention",
          "run",
          "--dry-run",
          "--json",
        );
        return JSON.parse(stdout).shredded.length;
      };
      expect(await pending()).toBe(served);
      await killed("retention", ["dsar", "retention", "run"], copy);
      expect((await heartbeatIn(copy, "ledger", "audit")).code).toBe(0);
      const left = await pending();
      const audit = JSON.parse((await heartbeatIn(copy, "dsar", "audit", "--json")).stdout);
      expect(audit.findings.map(({ rule }: { rule: string }) => rule)).toEqual(
        Array.from({ length: left }, () => "record_kept"),
      );
      expect((await heartbeatIn(copy, "dsar", "retention", "run")).code).toBe(0);
      expect(await pending()).toBe(0);
      await expectWhole(copy);
    }
  },
  patience,
);
