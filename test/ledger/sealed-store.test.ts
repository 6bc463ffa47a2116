import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditLedger } from "../../src/ledger/sqlite/chain/audit-ledger.ts";
import { backupLedger } from "../../src/ledger/sqlite/copies/backup-ledger.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { createSealedStore } from "../../src/ledger/sqlite/requests/sqlite-sealed-store.ts";
import { npiOf } from "../helpers/profiles.ts";
import { openLedgerIn, world } from "./full-ledger.ts";
import { tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const identity = { request: "r1", class: "evidence", purpose: "identity" } as const;
const answer = { request: "r1", class: "business", purpose: "answer" } as const;
const plain = Buffer.from("a passport with a number, of somebody invented");

/** All bytes that lie in the folder and below. */
async function bytesOf(place: string): Promise<Buffer> {
  const entries = await readdir(place, { withFileTypes: true });
  const all = entries.map((entry) => {
    const path = join(place, entry.name);
    return entry.isDirectory() ? bytesOf(path) : readFile(path);
  });
  return Buffer.concat(await Promise.all(all));
}

describe("sealed parts", () => {
  it("open again for what they were sealed for, and lie in no file in the clear", async () => {
    const ledger = await openLedgerIn(folder());
    const store = createSealedStore(ledger);
    await store.seal([
      { ...identity, bytes: plain },
      { ...answer, bytes: plain },
    ]);
    await store.seal([{ ...identity, bytes: Buffer.from("a second part") }]);
    expect((await store.partsOf(identity)).map(String)).toEqual([String(plain), "a second part"]);
    expect((await bytesOf(folder())).includes(plain)).toBe(false);
    expect((await stat(ledger.db.path)).mode & 0o077).toBe(0);
    ledger.db.exec("UPDATE sealed SET purpose = 'other' WHERE purpose = 'answer'");
    const moved = store.partsOf({ ...answer, purpose: "other" });
    await expect(moved).rejects.toMatchObject({ code: "ledger_damaged", exitCode: 4 });
    await store.close();
  });

  it("that are evidence leave no byte when they are shredded, and the chain stays whole", async () => {
    const ledger = await openLedgerIn(folder());
    const store = createSealedStore(ledger);
    await store.seal([
      { ...identity, bytes: plain },
      { ...answer, bytes: plain },
    ]);
    const kept = ledger.db.get("SELECT bytes FROM sealed WHERE class = 'evidence'")?.[0];
    const key = ledger.db.get("SELECT wrapped FROM data_key WHERE class = 'evidence'")?.[0];
    const secrets = [kept, key].map((cell) => Buffer.from(cell as Uint8Array));
    const lie = async () => {
      const bytes = await bytesOf(folder());
      return secrets.map((secret) => bytes.includes(secret));
    };
    expect(await lie(), "before").toEqual([true, true]);
    await backupLedger(ledger, join(folder(), "backup"), { ...world, pid: 1 });
    expect((await bytesOf(join(folder(), "backup"))).includes(secrets[0] as Buffer)).toBe(false);
    expect((await bytesOf(join(folder(), "backup"))).includes(secrets[1] as Buffer)).toBe(false);
    expect(await store.shred("r1", "evidence")).toBe(true);
    expect(await lie(), "after").toEqual([false, false]);
    expect(await store.partsOf(identity)).toEqual([]);
    expect(await store.partsOf(answer)).toEqual([plain]);
    expect(auditLedger(ledger)).toMatchObject({ findings: [], events: 5 });
    expect(await store.shred("r1", "evidence"), "a second time").toBe(false);
    expect(auditLedger(ledger)).toMatchObject({ findings: [], events: 5 });
    await store.seal([{ ...identity, bytes: plain }]);
    expect(auditLedger(ledger).findings, "new evidence").toEqual([]);
    await store.close();
  });
});

describe("corrections", () => {
  const ada = npiOf(1);
  it("are those of each person, the newest of each field, and lie sealed", async () => {
    const ledger = await openLedgerIn(folder());
    const store = createCorrectionStore(ledger);
    const other = createCorrectionStore(await openLedgerIn(folder()));
    expect(await other.correctionsOf([ada])).toEqual([[]]);
    const date = "2026-01-10";
    await store.add("r1", [
      { npi: ada, field: "practice.phone", value: "5125550199", date },
      { npi: ada, field: "name.last", value: "Quillfeather-Exemplar", date },
    ]);
    await store.add("r2", [
      { npi: ada, field: "name.last", value: "Quillfeather", date: "2026-01-11" },
      { npi: ada, field: "practice.phone", value: "5125550100", date: "2026-01-09" },
      { npi: npiOf(2), field: "name.last", value: "Nobody", date },
    ]);
    const newest = [
      { npi: ada, field: "name.last", value: "Quillfeather", date: "2026-01-11" },
      { npi: ada, field: "practice.phone", value: "5125550199", date },
    ];
    for (const one of [store, other]) {
      expect(await one.correctionsOf([npiOf(3), ada])).toEqual([[], newest]);
    }
    const bytes = await bytesOf(folder());
    for (const text of ["Quillfeather", "5125550199", ada])
      expect(bytes.includes(text)).toBe(false);
    expect(auditLedger(ledger).findings).toEqual([]);
    await Promise.all([store.close(), other.close()]);
  });

  it("R10: of whoever is deleted are gone with their keys, and the chain stays whole", async () => {
    const ledger = await openLedgerIn(folder());
    const store = createCorrectionStore(ledger);
    const corrected = { npi: ada, field: "name.last", date: "2026-01-10" };
    const others = { ...corrected, npi: npiOf(2), value: "Nobody" };
    await store.add("r1", [{ ...corrected, value: "Quillfeather" }]);
    await store.add("r2", [{ ...corrected, value: "Quillfeather-Exemplar" }, others]);
    const keys = () => ledger.db.prepare("SELECT request FROM data_key").all();
    const sealed = ledger.db.prepare("SELECT value FROM correction WHERE request='r1'").get()?.[0];
    expect((await bytesOf(folder())).includes(Buffer.from(sealed as Uint8Array))).toBe(true);
    expect(await store.erase([ada])).toBe(2);
    expect(await store.correctionsOf([ada, npiOf(2)])).toEqual([[], [others]]);
    expect(keys()).toEqual([["r2"]]);
    expect((await bytesOf(folder())).includes(Buffer.from(sealed as Uint8Array))).toBe(false);
    expect(auditLedger(ledger).findings).toEqual([]);
    expect(await store.erase([ada])).toBe(0);
    await store.add("r1", [{ ...corrected, value: "Again" }]);
    expect(auditLedger(ledger).findings, "corrected again").toEqual([]);
    await store.close();
  });
});
