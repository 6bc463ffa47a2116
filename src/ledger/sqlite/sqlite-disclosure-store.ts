import { join } from "node:path";
import type { FieldSet } from "../../model/disclosures.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { Disclosure, DisclosureStore } from "../disclosure-store.ts";
import { createKeyedHash, keyedHashBytes } from "../keyed-hash.ts";
import { createTogether } from "../together.ts";
import type { Random } from "../token.ts";
import { type LedgerForm, openLedgerFile } from "./open-ledger-file.ts";
import { secretCheckSchema, settleSecret } from "./settle-secret.ts";
import { inTransaction } from "./transaction.ts";

interface DisclosureStoreOptions {
  /** The ledger's secret. */
  keyFile: string;
  now: () => Date;
  random: Random;
}

/** A row is many people told of together: their hashes, one behind the other. */
const form: LedgerForm = {
  /** `HBDC` */
  applicationId: 0x48424443,
  version: 1,
  schema: `${secretCheckSchema}
    CREATE TABLE disclosure(
      id INTEGER PRIMARY KEY, day TEXT NOT NULL, recipient TEXT NOT NULL, fields TEXT NOT NULL,
      n INTEGER NOT NULL, npis BLOB NOT NULL
    );`,
  tables: ["secret_check", "disclosure"],
};

/** @param folder is there; to be closed by the caller */
export async function openDisclosureStore(
  folder: string,
  { keyFile, now, random }: DisclosureStoreOptions,
): Promise<DisclosureStore> {
  const db = await openLedgerFile(join(folder, "disclosures.db"), form);
  try {
    const secret = inTransaction(db, () => settleSecret(db, keyFile, random));
    return createStore(db, createKeyedHash(secret, "disclosed npi"), now);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Of one day, recipient and field set. */
interface Group extends Omit<Disclosure, "count"> {
  npis: string[];
}

/** NPIs that one row holds, and that wait for a flush, at most. */
const mostOfRow = 10_000;
/** Rows that are read at a time, up to 160 kB each. */
const rowsOfPage = 32;

function createStore(
  db: SqliteDatabase,
  hashesOf: (npis: readonly string[]) => Buffer,
  now: () => Date,
): DisclosureStore {
  const insert = db.prepare(
    "INSERT INTO disclosure(day, recipient, fields, n, npis) VALUES(?, ?, ?, ?, ?)",
  );
  const readPage = db.prepare(
    `SELECT id, day, recipient, fields, npis FROM disclosure WHERE id > ? ORDER BY id LIMIT ${rowsOfPage}`,
  );
  let groups = new Map<string, Group>();
  let waiting = 0;

  function writeGroup({ day, recipient, fields, npis }: Group): void {
    for (let at = 0; at < npis.length; at += mostOfRow) {
      const part = npis.slice(at, at + mostOfRow);
      insert.run(day, recipient, fields, part.length, hashesOf(part));
    }
  }

  /** What could not be written waits on: who recorded it has not flushed yet. */
  function write(): void {
    if (waiting === 0) return;
    inTransaction(db, () => {
      for (const group of groups.values()) writeGroup(group);
    });
    groups = new Map();
    waiting = 0;
  }

  const flush = createTogether((asked: readonly undefined[]) => {
    write();
    return asked;
  });

  return {
    record(recipient, fields, npis) {
      if (npis.length === 0) return;
      // Before it is taken: where nothing can be written, what waits does not grow.
      if (waiting >= mostOfRow) write();
      const day = now().toISOString().slice(0, 10);
      const key = `${day} ${fields} ${recipient}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { day, recipient, fields, npis: [...npis] });
      else for (const npi of npis) group.npis.push(npi);
      waiting += npis.length;
    },
    async flush() {
      if (waiting > 0) await flush(undefined);
    },
    async disclosuresOf(npis) {
      write();
      const wanted = npis.map((npi) => ({ hash: hashesOf([npi]), found: new Map() }) as Wanted);
      for (let last = 0; ; ) {
        const page = readPage.all(last);
        for (const [, day, recipient, fields, blob] of page) {
          const told = {
            day: String(day),
            recipient: String(recipient),
            fields: fields as FieldSet,
          };
          for (const one of wanted) addFound(one, told, blob as Uint8Array);
        }
        if (page.length < rowsOfPage) break;
        last = page.at(-1)?.[0] as number;
      }
      return wanted.map(({ found }) => [...found.values()].sort(byContent));
    },
    close: async () => db.close(),
  };
}

interface Wanted {
  hash: Buffer;
  found: Map<string, Disclosure>;
}

function addFound(
  { hash, found }: Wanted,
  told: Omit<Disclosure, "count">,
  hashes: Uint8Array,
): void {
  const count = occurrences(hash, hashes);
  if (count === 0) return;
  const key = sortKey(told);
  found.set(key, { ...told, count: count + (found.get(key)?.count ?? 0) });
}

function occurrences(hash: Buffer, hashes: Uint8Array): number {
  const all = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  let count = 0;
  for (let at = all.indexOf(hash); at !== -1; at = all.indexOf(hash, at + 1)) {
    // The end of one hash and the beginning of the next may look like a third one.
    if (at % keyedHashBytes === 0) count++;
  }
  return count;
}

function sortKey({ day, recipient, fields }: Omit<Disclosure, "count">): string {
  return `${day} ${recipient} ${fields}`;
}

function byContent(a: Disclosure, b: Disclosure): number {
  return sortKey(a) < sortKey(b) ? -1 : 1;
}
