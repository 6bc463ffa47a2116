import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditLedger } from "../../src/ledger/sqlite/chain/audit-ledger.ts";
import { backupLedger } from "../../src/ledger/sqlite/copies/backup-ledger.ts";
import { restoreLedger } from "../../src/ledger/sqlite/copies/restore-ledger.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { openLedgerIn, world } from "./full-ledger.ts";
import { tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const person = { class: "record", purpose: "person" } as const;
const plain = Buffer.from("somebody invented, of Nowhere");

async function storeIn(place: string) {
  const ledger = await openLedgerIn(place);
  return { ledger, store: createRequestStore(ledger) };
}

const opened = (body = {}) => ({
  kind: "request_opened",
  body,
  parts: [{ ...person, bytes: plain }],
});

describe("rights requests", () => {
  it("are their events, with what is sealed of them apart", async () => {
    const { ledger, store } = await storeIn(folder());
    const first = await store.record("R-1", 0, [opened({ type: "delete" })]);
    await store.record("R-2", 0, [opened({ type: "opt-out" })]);
    await store.record("R-1", first, [{ kind: "request_noted", body: {} }]);
    const events = await store.eventsOf("R-1");
    expect(events.map(({ kind }) => kind)).toEqual(["sealed", "request_opened", "request_noted"]);
    expect(events[1]?.body).toEqual({ type: "delete" });
    expect([...(await store.all()).keys()]).toEqual(["R-1", "R-2"]);
    expect(await store.partsOf({ ...person, request: "R-1" })).toEqual([plain]);
    expect(auditLedger(ledger).findings).toEqual([]);
    await store.close();
  });

  it("take no step from whoever has not seen the last one", async () => {
    const { store } = await storeIn(folder());
    const other = (await storeIn(folder())).store;
    const seen = await store.record("R-1", 0, [opened()]);
    await other.record("R-1", seen, [{ kind: "request_noted", body: {} }]);
    const late = store.record("R-1", seen, [{ kind: "request_closed", body: {} }]);
    await expect(late).rejects.toMatchObject({ code: "request_changed", exitCode: 4 });
    const twice = store.record("R-1", 0, [opened()]);
    await expect(twice).rejects.toMatchObject({ code: "request_changed" });
    expect((await store.eventsOf("R-1")).at(-1)?.kind).toBe("request_noted");
    await Promise.all([store.close(), other.close()]);
  });

  it("X4: keep their records in a backup, and no restore brings back what was shredded", async () => {
    const { ledger, store } = await storeIn(folder());
    await store.record("R-1", 0, [opened()]);
    await store.record("R-2", 0, [opened()]);
    const backup = join(folder(), "backup");
    await backupLedger(ledger, backup, { now: world.now, pid: 1 });
    const sealed = ledger.db.get("SELECT bytes FROM sealed WHERE request = 'R-1'")?.[0];
    expect(await store.shred("R-1", "record")).toBe(true);
    expect(await store.partsOf({ ...person, request: "R-1" })).toEqual([]);
    for (const name of await readdir(folder(), { recursive: true })) {
      if (name.startsWith("backup") || !name.includes("ledger.db")) continue;
      const bytes = await readFile(join(folder(), name));
      expect(bytes.includes(Buffer.from(sealed as Uint8Array)), name).toBe(false);
    }
    expect(auditLedger(ledger)).toMatchObject({ findings: [] });
    await store.close();
    const place = { path: join(folder(), "ledger.db"), keyFile: join(folder(), "ledger.key") };
    const asked = { ...place, from: backup, pid: 1, world: { ...world, actor: "test" } };
    await restoreLedger(asked);
    const after = await storeIn(folder());
    expect(await after.store.partsOf({ ...person, request: "R-1" })).toEqual([]);
    await after.store.close();
    await rm(place.path);
    await restoreLedger(asked);
    const anew = await storeIn(folder());
    expect(await anew.store.partsOf({ ...person, request: "R-2" })).toEqual([plain]);
    await anew.store.close();
  });
});
