import { randomBytes } from "node:crypto";
import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openKeyStore } from "../../src/ledger/sqlite/keys/sqlite-key-store.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const options = { now: () => new Date("2026-01-20T09:30:00Z"), random: randomBytes };
const path = () => join(folder(), "keys.db");

async function sql(...statements: string[]): Promise<void> {
  const db = await openSqlite(path(), { store: "ledger", mode: "write" });
  for (const statement of statements) db.exec(statement);
  db.close();
}

const made = async () => (await openKeyStore(path(), options)).close();

describe("a file of the ledger", () => {
  const faults: Record<string, [code: string, spoil: () => Promise<void>]> = {
    "that is none": ["ledger_not_sqlite", () => writeFile(path(), "keys\n".repeat(1000))],
    "of somebody else": ["ledger_not_ours", () => sql("CREATE TABLE theirs(a)")],
    "of another kind": [
      "ledger_not_ours",
      async () => {
        const keyFile = join(folder(), "ledger.key");
        await (await openDisclosureStore(folder(), { ...options, keyFile })).close();
        await writeFile(path(), await readFile(join(folder(), "disclosures.db")));
      },
    ],
    "of a newer version": [
      "ledger_newer_schema",
      async () => {
        await made();
        await sql("PRAGMA user_version=2");
      },
    ],
    "of an older version": [
      "ledger_older_schema",
      async () => {
        await made();
        await sql("PRAGMA user_version=0");
      },
    ],
    "without a table": [
      "ledger_damaged",
      async () => {
        await made();
        await sql("DROP TABLE charged");
      },
    ],
    "cut off": [
      "ledger_damaged",
      async () => {
        await made();
        await truncate(path(), 5000);
      },
    ],
    "that is a folder": ["ledger_unreadable", () => mkdir(path())],
  };
  it.each(Object.entries(faults))("%s is refused and left as it is", async (_, [code, spoil]) => {
    await spoil();
    const before = await readFile(path()).catch(() => undefined);
    const error = await openKeyStore(path(), options).catch((one: unknown) => one);
    expect(error).toMatchObject({ code, exitCode: 4 });
    expect(await readFile(path()).catch(() => undefined)).toEqual(before);
  });

  it("that is empty is taken for a new one: its maker was killed", async () => {
    await writeFile(path(), "", { mode: 0o600 });
    await made();
    await made();
  });

  it("in a folder that is not there cannot be made", async () => {
    const error = await openKeyStore(join(folder(), "no", "keys.db"), options).catch((one) => one);
    expect(error).toMatchObject({ code: "ledger_not_writable", exitCode: 4 });
  });
});
