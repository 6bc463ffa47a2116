import { existsSync } from "node:fs";
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditLedger } from "../../src/ledger/sqlite/chain/audit-ledger.ts";
import { openChannelStore } from "../../src/ledger/sqlite/channels/sqlite-channel-store.ts";
import { backupLedger } from "../../src/ledger/sqlite/copies/backup-ledger.ts";
import { restoreLedger } from "../../src/ledger/sqlite/copies/restore-ledger.ts";
import type { LedgerFile } from "../../src/ledger/sqlite/ledger-file.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { createSealedStore } from "../../src/ledger/sqlite/requests/sqlite-sealed-store.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import { npiOf } from "../helpers/profiles.ts";
import { keysOf, openLedgerIn, settle, suppressionOf, world } from "./full-ledger.ts";
import { filesOf, tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const here = (name = "") => join(folder(), "here", name);
const there = (name = "") => join(folder(), "there", name);
let minute = 0;
/** Every step is later than the one before. */
const clock = () => ({ ...world, now: () => new Date(Date.UTC(2026, 0, 20, 9, minute++)) });

async function at<T>(place: string, work: (ledger: LedgerFile) => Promise<T>): Promise<T> {
  const ledger = await openLedgerIn(place, clock());
  try {
    return await work(ledger);
  } finally {
    settle(ledger);
  }
}

const add = (place: string, ...people: number[]) =>
  at(place, (ledger) => createSuppressionStore(ledger).add(people.map((n) => suppressionOf(n))));
const lift = (place: string, n: number) =>
  at(place, (ledger) => createSuppressionStore(ledger).remove(keysOf(n)));
const backup = (place: string, to = "backup") =>
  at(place, (ledger) => backupLedger(ledger, join(folder(), to), { ...world, pid: 1 }));

function restore(place: string, from = "backup") {
  return restoreLedger({
    ...{ from: join(folder(), from), path: join(place, "ledger.db"), pid: 1 },
    ...{ keyFile: join(place, "ledger.key"), world: clock() },
  });
}

/** Who is suppressed, which number it has, and that all is as it was written. */
function state(place: string) {
  return at(place, async (ledger) => {
    expect(auditLedger(ledger).findings).toEqual([]);
    const store = createSuppressionStore(ledger);
    const people = [1, 2, 3, 4, 5];
    const asked = people.map((n) => ({ npi: npiOf(n) }));
    const suppressed = await store.areSuppressed(asked);
    return { people: people.filter((_, i) => suppressed[i]), number: await store.number() };
  });
}

/** The same secret on another machine. */
async function secondMachine(): Promise<void> {
  await mkdir(there(), { recursive: true });
  await copyFile(here("ledger.key"), there("ledger.key"));
}

describe("a backup", () => {
  it("has the files of the ledger, for nobody else's eyes, and no secret", async () => {
    await add(here(), 1);
    await backup(here());
    const files = await filesOf(join(folder(), "backup"));
    expect(files.sort()).toEqual(["ledger.db", "manifest.json"]);
    for (const name of ["", ...files]) {
      expect((await stat(join(folder(), "backup", name))).mode & 0o077, name).toBe(0);
    }
    await expect(backup(here())).rejects.toMatchObject({ code: "output_exists", exitCode: 2 });
    expect((await state(here())).people).toEqual([1]);
  });

  it("clears away what killed ones left in the same place, and nothing else", async () => {
    await add(here(), 1);
    const id = await at(here(), async (ledger) => ledger.id);
    const [left, other] = [`monday.${id}.tmp`, "monday.tmp"].map((name) => join(folder(), name));
    for (const half of [left, other]) await mkdir(half as string, { mode: 0o700 });
    await writeFile(join(left as string, "ledger.db"), "half");
    await backup(here(), "tuesday");
    const found = await readdir(folder());
    expect(found.sort()).toEqual(["here", "monday.tmp", "tuesday"]);
  });
});

describe("a restore", () => {
  it("puts a backup where no ledger is, as a change of its own", async () => {
    await add(here(), 1, 2);
    await lift(here(), 2);
    await backup(here());
    await rm(here("ledger.db"));
    expect(await restore(here())).toMatchObject({ how: "placed", evidence_lost: 0 });
    expect(await state(here())).toEqual({ people: [1], number: 3 });
    expect((await stat(here("ledger.db"))).mode & 0o077).toBe(0);
    expect(await restore(here()), "again").toMatchObject({ how: "known" });
    expect(await state(here())).toEqual({ people: [1], number: 3 });
    expect((await filesOf(here())).sort()).toEqual(["ledger.db", "ledger.key"]);
  });

  it("of an earlier state changes nothing: what was lifted since stays lifted", async () => {
    await add(here(), 1, 2);
    await backup(here());
    await lift(here(), 2);
    await add(here(), 3);
    expect(await restore(here())).toMatchObject({ how: "known" });
    expect(await state(here())).toEqual({ people: [1, 3], number: 3 });
  });

  it("of a later state catches up with it", async () => {
    await add(here(), 1, 2);
    await secondMachine();
    await backup(here(), "early");
    await lift(here(), 2);
    await add(here(), 3);
    await backup(here());
    // The copy knows nothing of its own yet: what stands in it is what the other had then.
    await copyFile(join(folder(), "early/ledger.db"), there("ledger.db"));
    expect(await restore(there())).toMatchObject({ how: "caught_up" });
    expect(await state(there())).toEqual({ people: [1, 3], number: 4 });
  });

  it("of another machine's unites both, under new ids, and may be said twice", async () => {
    await add(here(), 1, 2);
    await secondMachine();
    await copyFile(here("ledger.db"), there("ledger.db"));
    await add(here(), 3);
    await lift(there(), 1);
    await add(there(), 4);
    await at(there(), (ledger) =>
      createCorrectionStore(ledger).add("r1", [
        { npi: npiOf(5), field: "name.last", value: "Quillfeather", date: "2026-01-20" },
      ]),
    );
    await backup(there());
    const united = { how: "united", suppressions: 1, corrections: 1 };
    expect(await restore(here())).toMatchObject(united);
    expect(await state(here())).toEqual({ people: [1, 2, 3, 4], number: 3 });
    await at(here(), async (ledger) => {
      const [, , three, four] = ledger.db.prepare("SELECT id FROM suppression ORDER BY id").all();
      expect([three, four]).toEqual([[3], [4]]);
      const [corrections] = await createCorrectionStore(ledger).correctionsOf([npiOf(5)]);
      expect(corrections).toMatchObject([{ value: "Quillfeather" }]);
    });
    expect(await restore(here()), "again").toMatchObject({ how: "known" });
    await lift(here(), 4);
    expect(await restore(here()), "lifted since").toMatchObject({ how: "known" });
    expect(await state(here())).toEqual({ people: [1, 2, 3], number: 4 });
  });

  it("R10: brings back no correction of whoever was deleted since", async () => {
    const correction = { npi: npiOf(5), field: "name.last", value: "Quillfeather" };
    await add(here(), 1);
    await at(here(), (ledger) =>
      createCorrectionStore(ledger).add("r1", [{ ...correction, date: "2026-01-20" }]),
    );
    await secondMachine();
    await copyFile(here("ledger.db"), there("ledger.db"));
    await add(there(), 4);
    await backup(there());
    await at(here(), (ledger) => createCorrectionStore(ledger).erase([npiOf(5)]));
    expect(await restore(here())).toMatchObject({ how: "united", corrections: 0 });
    await at(here(), async (ledger) => {
      expect(await createCorrectionStore(ledger).correctionsOf([npiOf(5)])).toEqual([[]]);
      expect(auditLedger(ledger).findings).toEqual([]);
    });
  });

  it("of another machine's brings back who was lifted before it was made", async () => {
    await add(here(), 1, 2);
    await secondMachine();
    await copyFile(here("ledger.db"), there("ledger.db"));
    await lift(here(), 2);
    await add(there(), 3);
    await backup(there());
    expect(await restore(here())).toMatchObject({ how: "united", suppressions: 2 });
    expect((await state(here())).people).toEqual([1, 2, 3]);
  });

  it("brings no evidence back, and says of whose it is gone", async () => {
    const identity = { class: "evidence", purpose: "identity" } as const;
    const business = { request: "r1", class: "business", purpose: "answer" } as const;
    await at(here(), async (ledger) => {
      const store = createSealedStore(ledger);
      for (const request of ["r1", "r2"]) {
        await store.seal([{ request, ...identity, bytes: Buffer.from(`of ${request}`) }]);
      }
      await store.seal([{ ...business, bytes: Buffer.from("an answer") }]);
    });
    await backup(here());
    await at(here(), (ledger) => createSealedStore(ledger).shred("r1", "evidence"));
    expect(await restore(here())).toMatchObject({ how: "known" });
    await rm(here("ledger.db"));
    expect(await restore(here())).toMatchObject({ how: "placed", evidence_lost: 2 });
    expect((await state(here())).number).toBe(1);
    await at(here(), async (ledger) => {
      const store = createSealedStore(ledger);
      expect(await store.partsOf({ request: "r2", ...identity })).toEqual([]);
      expect((await store.partsOf(business)).map(String)).toEqual(["an answer"]);
    });
  });

  it("unites closed channels and disclosures, each as often as it was", async () => {
    const options = (place: string) => ({ keyFile: join(place, "ledger.key"), ...world });
    const told = async (place: string, ...times: string[]) => {
      const store = await openDisclosureStore(place, options(place));
      for (const recipient of times) {
        store.record(recipient, "profile", [npiOf(1)]);
        await store.flush();
      }
      await store.close();
    };
    const closed = async (place: string, n: number, date: string) => {
      const store = await openChannelStore(place, options(place));
      const flag = { channel: "email", reason: "opted_out", source: "crm", date } as const;
      await store.add([{ npi: npiOf(n), ...flag }]);
      await store.close();
    };
    await add(here(), 1);
    await secondMachine();
    await told(there(), "acme", "acme", "local");
    await closed(there(), 1, "2026-01-12");
    await closed(there(), 2, "2026-01-12");
    await add(there(), 1);
    await backup(there());
    await told(here(), "acme");
    await closed(here(), 1, "2026-01-10");
    expect(await restore(here())).toMatchObject({ notices: 2, disclosures: 2 });
    expect(await restore(here())).toMatchObject({ how: "known", notices: 0, disclosures: 0 });
  });

  const spoilings: [string, string, () => Promise<unknown>][] = [
    ["a file cut off", "ledger.db", () => writeFile(join(folder(), "backup/ledger.db"), "")],
    [
      "a folder for a file",
      "ledger.db",
      async () => {
        await rm(join(folder(), "backup/ledger.db"));
        await mkdir(join(folder(), "backup/ledger.db"));
      },
    ],
    ["a file missing", "ledger.db", () => rm(join(folder(), "backup/ledger.db"))],
    [
      "another manifest",
      "manifest.json",
      async () => {
        const path = join(folder(), "backup/manifest.json");
        await writeFile(path, (await readFile(path, "utf8")).replace("2026", "2025"));
      },
    ],
  ];
  it.each(spoilings)("refuses %s, and changes nothing", async (_, name, spoil) => {
    await add(here(), 1);
    await backup(here());
    await spoil();
    await rm(here("ledger.db"));
    expect(await restore(here())).toEqual({ files: [name], backup: [], present: [] });
    expect(existsSync(here("ledger.db"))).toBe(false);
  });

  it("says where the ledger cannot be written", async () => {
    await add(here(), 1);
    await backup(here());
    const ran = restore(here("ledger.key"));
    await expect(ran).rejects.toMatchObject({ code: "ledger_not_writable", exitCode: 4 });
  });

  it("refuses another secret, none, and a ledger in place that was altered", async () => {
    await add(here(), 1);
    await backup(here());
    await at(here(), async ({ db }) => db.exec("UPDATE suppression SET source = 'x'"));
    expect(await restore(here())).toMatchObject({ present: [{ seq: 2 }] });
    await secondMachine();
    await appendFile(there("ledger.key"), "more");
    await expect(restore(there())).rejects.toMatchObject({ code: "ledger_key_invalid" });
    await writeFile(there("ledger.key"), "0".repeat(64));
    await expect(restore(there())).rejects.toMatchObject({ code: "ledger_key_wrong", exitCode: 4 });
    await rm(there("ledger.key"));
    await expect(restore(there())).rejects.toMatchObject({ code: "ledger_key_missing" });
    expect(await filesOf(there())).toEqual([]);
  });
});
