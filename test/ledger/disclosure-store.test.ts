import { createHash, randomBytes } from "node:crypto";
import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { DisclosureStore } from "../../src/ledger/disclosure-store.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { filesOf, tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const opened: DisclosureStore[] = [];
let now = new Date("2026-01-20T09:30:00Z");
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  now = new Date("2026-01-20T09:30:00Z");
});

async function open(place = folder()): Promise<DisclosureStore> {
  const store = await openDisclosureStore(place, {
    ...{ keyFile: join(place, "ledger.key"), now: () => now, random: randomBytes },
  });
  opened.push(store);
  return store;
}

const file = () => join(folder(), "disclosures.db");
const secretFile = () => join(folder(), "ledger.key");
const [ada, ben, cyd] = [1, 2, 3].map((n) => npiOf(n)) as [string, string, string];

async function rowsOf(): Promise<unknown[][]> {
  const db = await openSqlite(file(), { store: "ledger", mode: "read" });
  try {
    const all = "SELECT day, recipient, fields, n, length(npis) FROM disclosure ORDER BY id";
    return db.prepare(all).all();
  } finally {
    db.close();
  }
}

describe("disclosures", () => {
  it("are found again by who was told about, day, recipient and fields", async () => {
    const store = await open();
    store.record("k1", "profile", [ada, ben]);
    store.record("k1", "npi", [ada]);
    store.record("local", "profile", [ada]);
    await store.flush();
    now = new Date("2026-01-21T00:00:00Z");
    store.record("k1", "profile", [ada, ada]);
    await store.flush();
    const again = await open();
    expect(await again.disclosuresOf([ada, cyd, ben])).toEqual([
      [
        { day: "2026-01-20", recipient: "k1", fields: "npi", count: 1 },
        { day: "2026-01-20", recipient: "k1", fields: "profile", count: 1 },
        { day: "2026-01-20", recipient: "local", fields: "profile", count: 1 },
        { day: "2026-01-21", recipient: "k1", fields: "profile", count: 2 },
      ],
      [],
      [{ day: "2026-01-20", recipient: "k1", fields: "profile", count: 1 }],
    ]);
  });

  it("are a row for each day, recipient and field set, however many came together", async () => {
    const store = await open();
    store.record("k1", "profile", [ada]);
    store.record("k1", "npi", []);
    const first = store.flush();
    store.record("k1", "profile", [ben]);
    await Promise.all([first, store.flush()]);
    await store.flush();
    expect(await rowsOf()).toEqual([["2026-01-20", "k1", "profile", 2, 32]]);
  });

  it("are written by themselves when they become many, and no row is longer than 10,000", async () => {
    const store = await open();
    const many = Array.from({ length: 12_000 }, (_, i) => npiOf(i));
    store.record("k1", "npi", many);
    store.record("k1", "npi", [ada]);
    expect((await rowsOf()).map(([, , , n]) => n)).toEqual([10_000, 2_000]);
    expect((await store.disclosuresOf([many[11_999] as string]))[0]).toMatchObject([{ count: 1 }]);
  });

  it("are forgotten by a store that closes before they were flushed", async () => {
    const store = await open();
    store.record("k1", "npi", [ada]);
    await store.close();
    expect(await (await open()).disclosuresOf([ada])).toEqual([[]]);
  });

  it("of several processes come together", async () => {
    const stores = [await open(), await open(), await open()];
    const flushes = stores.flatMap((store, i) =>
      Array.from({ length: 10 }, () => {
        store.record(`k${i}`, "npi", [ada]);
        return store.flush();
      }),
    );
    await Promise.all(flushes);
    const [found = []] = await (await open()).disclosuresOf([ada]);
    expect(found.map(({ recipient, count }) => [recipient, count])).toEqual([
      ["k0", 10],
      ["k1", 10],
      ["k2", 10],
    ]);
  });

  it("come to what was recorded, whatever was", async () => {
    const call = fc.record({
      recipient: fc.constantFrom("k1", "k2", "local"),
      fields: fc.constantFrom("npi" as const, "profile" as const),
      npis: fc.array(fc.constantFrom(ada, ben, cyd), { maxLength: 6 }),
      flushed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 15 }), async (calls) => {
        const store = await open(temporaryFolder("store", folder()));
        const counts = new Map<string, number>();
        for (const { recipient, fields, npis, flushed } of calls) {
          store.record(recipient, fields, npis);
          if (flushed) await store.flush();
          for (const npi of npis) {
            const key = `${npi} ${recipient} ${fields}`;
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
        }
        const people = [ada, ben, cyd];
        const found = (await store.disclosuresOf(people)).flatMap((all, i) =>
          all.map(({ recipient, fields, count }) => [`${people[i]} ${recipient} ${fields}`, count]),
        );
        expect(found.sort()).toEqual([...counts].sort());
      }),
      { numRuns: runs(15) },
    );
  });

  it("tell nothing to whoever has the file without its secret", async () => {
    const store = await open();
    store.record("k1", "profile", [ada]);
    await store.flush();
    await store.close();
    const bytes = await readFile(file());
    const digest = createHash("sha256").update(ada).digest();
    expect(bytes.includes(ada)).toBe(false);
    expect(bytes.includes(digest.subarray(0, 8))).toBe(false);
    expect(bytes.includes((await readFile(secretFile(), "latin1")).trim())).toBe(false);
    for (const name of await filesOf(folder())) {
      expect((await stat(join(folder(), name))).mode & 0o077, name).toBe(0);
    }
  });

  it("share a row with others whose hashes run into each other", async () => {
    const store = await open();
    const many = Array.from({ length: 500 }, (_, i) => npiOf(1000 + i));
    store.record("k1", "npi", many);
    const found = await store.disclosuresOf(many);
    expect(found.every(([one, ...more]) => one?.count === 1 && more.length === 0)).toBe(true);
  });
});

describe("the secret", () => {
  async function made(): Promise<void> {
    const store = await open();
    store.record("k1", "npi", [ada]);
    await store.flush();
    await store.close();
  }

  it("is made once, also by many who come at the same time", async () => {
    await Promise.all(Array.from({ length: 8 }, open));
    const secret = await readFile(secretFile(), "latin1");
    expect(secret).toMatch(/^[0-9a-f]{64}\n$/);
    await open();
    expect(await readFile(secretFile(), "latin1")).toBe(secret);
    expect((await readdir(folder())).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("leaves nothing of one whose making was cut short", async () => {
    await writeFile(`${secretFile()}.0123456789ab.tmp`, "ab");
    await open();
    expect((await readdir(folder())).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("that is there already is taken", async () => {
    const secret = `${"ab".repeat(32)}\n`;
    await writeFile(secretFile(), secret, { mode: 0o600 });
    await made();
    expect(await readFile(secretFile(), "latin1")).toBe(secret);
    expect(await (await open()).disclosuresOf([ada])).toMatchObject([[{ count: 1 }]]);
  });

  const faults: Record<string, [code: string, spoil: () => Promise<void>]> = {
    gone: ["ledger_key_missing", () => rm(secretFile())],
    other: ["ledger_key_wrong", () => writeFile(secretFile(), `${"ab".repeat(32)}\n`)],
    torn: ["ledger_key_invalid", () => writeFile(secretFile(), "ab")],
    empty: ["ledger_key_invalid", () => writeFile(secretFile(), "")],
    shared: ["ledger_key_exposed", () => chmod(secretFile(), 0o640)],
  };
  it.each(Object.entries(faults))(
    "%s stops everything, and nothing is written",
    async (_, [code, spoil]) => {
      await made();
      await spoil();
      const before = await filesOf(folder());
      const error = await open().catch((one: unknown) => one);
      expect(error).toMatchObject({ code, exitCode: 4, hint: expect.any(String) });
      expect((await filesOf(folder())).sort()).toEqual(before.sort());
      expect(await rowsOf()).toHaveLength(1);
    },
  );
});
