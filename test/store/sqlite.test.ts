import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder("hb-sqlite");
  path = join(folder, "file name?with#signs.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const store = "registry" as const;

async function createFile() {
  const db = await openSqlite(path, { store, mode: "bulk" });
  db.exec("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c BLOB)");
  db.prepare("INSERT INTO t VALUES(?, ?, ?)").run(3_000_000_000, "x", new Uint8Array([1, 255]));
  return db;
}

describe("a database", () => {
  test("gives rows as arrays in the order of the columns", async () => {
    const db = await createFile();
    const select = db.prepare("SELECT b, a, c FROM t");
    expect(select.get()).toEqual(["x", 3_000_000_000, new Uint8Array([1, 255])]);
    expect(select.all()).toHaveLength(1);
    expect(db.get("SELECT a FROM t WHERE a=?", 1)).toBeUndefined();
    db.close();
  });

  test("filled in bulk mode can be opened at once, and leaves no file beside it", async () => {
    const db = await createFile();
    db.close();
    db.close();
    const reader = await openSqlite(path, { store, mode: "read" });
    expect(reader.get("SELECT count(*) FROM t")).toEqual([1]);
    const writer = await openSqlite(path, { store, mode: "write", journal: "delete" });
    writer.exec("DELETE FROM t");
    expect(reader.get("SELECT count(*) FROM t")).toEqual([0]);
    writer.close();
    reader.close();
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test.each([
    ["read", { busy_timeout: 5000, temp_store: 2, trusted_schema: 0 }],
    ["write", { busy_timeout: 5000, synchronous: 2, secure_delete: 1, foreign_keys: 1 }],
    ["bulk", { synchronous: 0, journal_mode: "off", page_size: 8192 }],
  ] as const)(
    "opened to %s has the settings it needs, whatever the driver's defaults",
    async (mode, settings) => {
      if (mode !== "bulk") (await createFile()).close();
      const db = await openSqlite(path, { store, mode });
      for (const [name, value] of Object.entries(settings)) {
        expect([name, ...(db.get(`PRAGMA ${name}`) ?? [])]).toEqual([name, value]);
      }
      db.close();
    },
  );

  test("in WAL mode is as durable as any when opened again", async () => {
    (await createFile()).close();
    for (let i = 0; i < 2; i++) {
      const db = await openSqlite(path, { store, mode: "write", journal: "wal" });
      expect(db.get("PRAGMA journal_mode")).toEqual(["wal"]);
      expect(db.get("PRAGMA synchronous")).toEqual([2]);
      db.close();
    }
  });

  test("promised to be immutable is read without locks", async () => {
    (await createFile()).close();
    const writer = await openSqlite(path, { store, mode: "write", journal: "delete" });
    writer.exec("BEGIN EXCLUSIVE");
    const reader = await openSqlite(path, { store, mode: "read", immutable: true });
    expect(reader.get("SELECT b FROM t")).toEqual(["x"]);
    reader.close();
    writer.close();
  });
});

describe("what goes wrong has a name", () => {
  test("a text file", async () => {
    writeFileSync(path, "npi,name\n1,2\n".repeat(200));
    const db = openSqlite(path, { store: "ledger", mode: "read" }).then((db) =>
      db.get("PRAGMA user_version"),
    );
    await expect(db).rejects.toMatchObject({ code: "ledger_not_sqlite", exitCode: 4 });
  });

  test("a file that is not there is not created by reading", async () => {
    const opened = openSqlite(path, { store, mode: "read" });
    await expect(opened).rejects.toMatchObject({ code: "registry_unreadable", exitCode: 4 });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("writing what was opened to read", async () => {
    (await createFile()).close();
    const db = await openSqlite(path, { store, mode: "read" });
    expect(() => db.exec("DELETE FROM t")).toThrowError(
      expect.objectContaining({ code: "registry_read_only" }),
    );
    db.close();
  });

  test("somebody else's lock", async () => {
    (await createFile()).close();
    const options = { store, mode: "write", journal: "delete", busyTimeoutMs: 0 } as const;
    const [a, b] = [await openSqlite(path, options), await openSqlite(path, options)];
    a.exec("BEGIN IMMEDIATE");
    expect(() => b.exec("BEGIN IMMEDIATE")).toThrowError(
      expect.objectContaining({ code: "registry_locked", exitCode: 4 }),
    );
    a.close();
    b.exec("BEGIN IMMEDIATE");
    b.close();
  });

  test.each(["get", "all"] as const)(
    "somebody else's lock, met while reading by %s",
    async (by) => {
      (await createFile()).close();
      const options = { store, mode: "write", journal: "delete", busyTimeoutMs: 0 } as const;
      const [a, b] = [await openSqlite(path, options), await openSqlite(path, options)];
      const select = b.prepare("SELECT * FROM t");
      a.exec("BEGIN EXCLUSIVE");
      expect(() => select[by]()).toThrowError(
        expect.objectContaining({ code: "registry_locked", exitCode: 4 }),
      );
      a.close();
      b.close();
    },
  );

  test("a full disk", async () => {
    const db = await createFile();
    const pages = Number(db.get("PRAGMA page_count")?.[0]);
    db.exec(`PRAGMA max_page_count=${pages}`);
    const insert = db.prepare("INSERT INTO t(b) VALUES(?)");
    expect(() => insert.run("x".repeat(100_000))).toThrowError(
      expect.objectContaining({ code: "disk_full", exitCode: 3 }),
    );
    db.close();
  });

  test("a damaged file", async () => {
    (await createFile()).close();
    writeFileSync(path, new Uint8Array(8192).fill(0xff), { flag: "r+" });
    // Keep the header, so that it still looks like a database.
    const header = new TextEncoder().encode("SQLite format 3\0");
    writeFileSync(path, header, { flag: "r+" });
    const read = openSqlite(path, { store, mode: "read" }).then((db) => db.get("SELECT * FROM t"));
    await expect(read).rejects.toMatchObject({
      code: expect.stringMatching(/^registry_(damaged|not_sqlite)$/),
    });
  });

  test("a mistake of ours stays what it is: no error for the user", async () => {
    const db = await createFile();
    expect(() => db.exec("SELEC")).toThrowError(/syntax/);
    const insert = db.prepare("INSERT INTO t(a) VALUES(?)");
    expect(() => insert.run(3_000_000_000)).toThrowError(/UNIQUE/);
    db.close();
  });
});
