import { randomBytes } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { KeyStore, KeyTerms } from "../../src/ledger/key-store.ts";
import { openKeyStore } from "../../src/ledger/sqlite/keys/sqlite-key-store.ts";
import { runs } from "../helpers/property-runs.ts";
import { tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const opened: KeyStore[] = [];
let now = new Date("2026-01-20T09:30:00Z");
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  now = new Date("2026-01-20T09:30:00Z");
});

/** Each is a connection of its own, as of a process of its own. */
async function open(): Promise<KeyStore> {
  const store = await openKeyStore(join(folder(), "keys.db"), {
    now: () => now,
    random: randomBytes,
  });
  opened.push(store);
  return store;
}

const terms: KeyTerms = { name: "Acme CRM", scopes: ["match", "search"] };
const runKey = "a".repeat(32);

describe("a key", () => {
  it("is what its token is, with its terms, also after a restart", async () => {
    const store = await open();
    const all = { ...terms, expires_at: "2026-04-20T09:30:00.000Z", per_minute: 600, spend_cap: 9 };
    const { key, token } = await store.create(all);
    expect(key).toEqual({ ...all, id: key.id, created_at: now.toISOString(), spent: 0 });
    expect(token).toMatch(new RegExp(`^hb_${key.id}_[0-9a-f]{64}$`));
    expect(await store.authenticate(token)).toEqual(key);
    expect(await (await open()).authenticate(token)).toEqual(key);
    expect(await (await open()).list()).toEqual([key]);
  });

  it("lets nobody in by anything that is near to its token", async () => {
    const store = await open();
    const { key, token } = await store.create(terms);
    const other = await store.create(terms);
    const secret = token.slice(-64);
    const near = [
      "",
      "hb_",
      key.id,
      secret,
      `hb_${key.id}_`,
      `hb_${key.id}_${"0".repeat(64)}`,
      `hb_${other.key.id}_${secret}`,
      `hb__${secret}`,
      `hb_${"0".repeat(12)}_${secret}`,
      token.slice(0, -1),
      `${token}0`,
      `${token}\n`,
      ` ${token}`,
      token.toUpperCase(),
      token.replace("hb_", "HB_"),
      `${token},${token}`,
      "hb_constructor_".padEnd(80, "0"),
      "hb___proto_____".padEnd(80, "0"),
      "\u0000".repeat(80),
      "x".repeat(1_000_000),
    ];
    for (const text of near) expect(await store.authenticate(text)).toBeUndefined();
    expect(await store.authenticate(token)).toEqual(key);
  });

  it("ends when it expires and when it is revoked, at once and for every process", async () => {
    const [server, command] = [await open(), await open()];
    const { token } = await command.create({ ...terms, expires_at: "2026-01-21T00:00:00.000Z" });
    const { key, token: second } = await server.create(terms);
    expect(await server.authenticate(token)).toBeDefined();
    now = new Date("2026-01-20T23:59:59.999Z");
    expect(await server.authenticate(token)).toBeDefined();
    now = new Date("2026-01-21T00:00:00Z");
    expect(await server.authenticate(token)).toBeUndefined();
    expect(await server.hasUsable()).toBe(true);
    expect(await server.authenticate(second)).toBeDefined();
    await command.revoke(key.id);
    expect(await server.authenticate(second)).toBeUndefined();
    expect(await server.hasUsable()).toBe(false);
  });

  it("stays revoked since the first time", async () => {
    const store = await open();
    const { key } = await store.create(terms);
    const at = now.toISOString();
    expect(await store.revoke(key.id)).toMatchObject({ revoked_at: at });
    now = new Date("2026-02-01T00:00:00Z");
    expect(await store.revoke(key.id)).toMatchObject({ revoked_at: at });
    expect(await store.revoke("nobody")).toBeUndefined();
  });

  it("is not in any file, and nobody else may open these", async () => {
    const store = await open();
    const tokens = [];
    for (let i = 0; i < 20; i++) tokens.push((await store.create(terms)).token);
    for (const name of await readdir(folder())) {
      const bytes = await readFile(join(folder(), name));
      for (const token of tokens) {
        const secret = token.slice(-64);
        expect(bytes.includes(secret), name).toBe(false);
        expect(bytes.includes(Buffer.from(secret, "hex")), name).toBe(false);
      }
      expect((await stat(join(folder(), name))).mode & 0o077, name).toBe(0);
    }
  });
});

describe("a charge", () => {
  it("counts a lead of a run once, however often it is asked and after restarts", async () => {
    const store = await open();
    const { key } = await store.create({ ...terms, spend_cap: 10 });
    const charge = { run_key: runKey, ids: [1, 2, 3, 3, 1] };
    expect(await store.charge(key.id, charge)).toBe(7);
    expect(await store.charge(key.id, charge)).toBe(7);
    const again = await open();
    expect(await again.charge(key.id, charge)).toBe(7);
    expect(await again.charge(key.id, { run_key: runKey, ids: [3, 4] })).toBe(6);
    expect(await again.charge(key.id, { run_key: "b".repeat(32), ids: [1] })).toBe(5);
    expect(await again.charge(key.id, { count: 2 })).toBe(3);
    const other = await store.create(terms);
    expect(await store.charge(other.key.id, charge)).toBe(Number.POSITIVE_INFINITY);
    expect((await store.list()).map(({ spent }) => spent).sort()).toEqual([3, 7]);
  });

  it("is taken whole or not at all where the cap does not reach", async () => {
    const store = await open();
    const { key } = await store.create({ ...terms, spend_cap: 3 });
    expect(await store.charge(key.id, { run_key: runKey, ids: [1, 2, 3, 4] })).toBeUndefined();
    expect(await store.charge(key.id, { run_key: runKey, ids: [1, 2] })).toBe(1);
    expect(await store.charge(key.id, { count: 2 })).toBeUndefined();
    expect(await store.charge(key.id, { run_key: runKey, ids: [2, 7] })).toBe(0);
    // What was paid for is answered again, also when nothing is left.
    expect(await store.charge(key.id, { run_key: runKey, ids: [1, 2, 7] })).toBe(0);
    expect(await store.charge(key.id, { run_key: runKey, ids: [4] })).toBeUndefined();
    expect(await store.charge(key.id, { count: 0 })).toBe(0);
  });

  it("never goes over the cap, whoever asks at the same time", async () => {
    const stores = [await open(), await open(), await open()];
    const { key } = await (stores[0] as KeyStore).create({ ...terms, spend_cap: 100 });
    const asked = Array.from({ length: 150 }, (_, i) =>
      (stores[i % 3] as KeyStore).charge(key.id, { run_key: runKey, ids: [i] }),
    );
    const left = await Promise.all(asked);
    expect(left.filter((one) => one !== undefined)).toHaveLength(100);
    expect(await (stores[1] as KeyStore).list()).toMatchObject([{ spent: 100 }]);
  });

  it("shows in what a key is, also where another process charged", async () => {
    const [one, other] = [await open(), await open()];
    const { key, token } = await one.create(terms);
    await one.charge(key.id, { count: 5 });
    expect(await one.authenticate(token)).toMatchObject({ spent: 5 });
    await other.charge(key.id, { count: 2 });
    expect(await one.authenticate(token)).toMatchObject({ spent: 7 });
  });

  it("comes to what a set of everything asked comes to", async () => {
    const store = await open();
    const id = fc.oneof(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    );
    const batch = fc.record({
      run: fc.constantFrom("r", "s"),
      ids: fc.array(id, { maxLength: 30 }),
    });
    const batches = fc.array(batch, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 0, max: 60 }), async (all, cap) => {
        const { key } = await store.create({ ...terms, spend_cap: cap });
        const paid = new Set<string>();
        for (const { run, ids } of all) {
          const open = new Set(ids.map((one) => `${run} ${one}`).filter((one) => !paid.has(one)));
          const reaches = paid.size + open.size <= cap;
          if (reaches) for (const one of open) paid.add(one);
          const left = await store.charge(key.id, { run_key: run, ids });
          expect(left).toBe(reaches ? cap - paid.size : undefined);
        }
      }),
      { numRuns: runs(25) },
    );
  });

  it("of a key that is revoked meanwhile fails nobody else", async () => {
    const store = await open();
    const [a, b] = [await store.create(terms), await store.create(terms)];
    const charges = [a, b].map(({ key }) => store.charge(key.id, { count: 1 }));
    await store.revoke(a.key.id);
    expect(await Promise.all(charges)).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });
});
