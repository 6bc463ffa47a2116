import { setImmediate as nextTurn } from "node:timers/promises";
import { InterruptedError, ServiceError } from "../../../model/errors.ts";
import type { SqliteDatabase, SqlRow } from "../../../store/sqlite.ts";
import { openRelease } from "../release/open-release.ts";
import { mayHaveContacts } from "../schema.ts";
import { putContactSource, readContactSources, type StoredSource } from "./contact-source-rows.ts";

/** Rows copied at a time; between two of them Ctrl-C is heard. */
const rowsPerRead = 20_000;

/** The contacts of the release that is current, for the one that follows it. */
export interface FormerContacts {
  readonly sources: readonly StoredSource[];
  /** Into an empty release inside its transaction. */
  copyInto(db: SqliteDatabase, signal: AbortSignal | undefined): Promise<void>;
}

export const noContacts: FormerContacts = { sources: [], copyInto: async () => {} };

/**
 * What the folder's current release holds besides public sources. Throws where that cannot be told:
 * a new release without them would bring dead addresses back and lose what was paid for.
 */
export async function findContacts(folder: string): Promise<FormerContacts> {
  try {
    const db = await openRelease(folder, mayHaveContacts);
    try {
      if (!mayHaveContacts(db)) return noContacts;
      const sources = readContactSources(db);
      return { sources, copyInto: (into, signal) => copyContacts(folder, sources, into, signal) };
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof ServiceError && error.code === "registry_missing") return noContacts;
    throw unreadable(error);
  }
}

async function copyContacts(
  folder: string,
  sources: readonly StoredSource[],
  into: SqliteDatabase,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (sources.length === 0) return;
  const from = await openRelease(folder, mayHaveContacts);
  try {
    for (const source of sources) putContactSource(into, source);
    for (const table of tables) {
      const insert = into.prepare(table.insert);
      for (const rows of pages(from, table)) {
        for (const row of rows) insert.run(...row);
        await nextTurn();
        if (signal?.aborted) throw new InterruptedError("The former release is still in place.");
      }
    }
  } catch (error) {
    throw unreadable(error);
  } finally {
    from.close();
  }
}

interface CopiedTable {
  /** In the order of its key, from a key on. */
  select: string;
  insert: string;
  /** Before every key. */
  start: SqlRow;
}

const tables: readonly CopiedTable[] = [
  {
    select: `SELECT source, npi, record FROM contact WHERE (source, npi)>(?1, ?2)
      ORDER BY source, npi LIMIT ${rowsPerRead}`,
    insert: "INSERT INTO contact(source, npi, record) VALUES(?, ?, ?)",
    start: [-1, 0],
  },
  {
    select: `SELECT source, value, npi, date, outcome FROM contact_outcome
      WHERE (source, value, npi, date, outcome)>(?1, ?2, ?3, ?4, ?5)
      ORDER BY source, value, npi, date, outcome LIMIT ${rowsPerRead}`,
    insert: "INSERT INTO contact_outcome(source, value, npi, date, outcome) VALUES(?, ?, ?, ?, ?)",
    start: [-1, "", 0, "", ""],
  },
];

function* pages(from: SqliteDatabase, { select, start }: CopiedTable): Generator<SqlRow[]> {
  const statement = from.prepare(select);
  for (let last = start; ; ) {
    const rows = statement.all(...last);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = end.slice(0, start.length);
  }
}

function unreadable(error: unknown): unknown {
  const code = error instanceof ServiceError ? error.code : "";
  if (!/^registry_(damaged|unreadable|newer_schema|not_ours|not_sqlite|io_error)$/.test(code))
    return error;
  return new ServiceError(
    "contacts_unreadable",
    `The current release cannot be read (${code}), so contacts that it holds would be lost with it.`,
    "Add --without-contacts to build the new release without them, and import them again afterwards.",
  );
}
