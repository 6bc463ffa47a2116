import { closeSync, openSync } from "node:fs";
import { ServiceError, systemErrorCode } from "../../model/errors.ts";
import { openSqlite, type SqliteDatabase } from "../../store/sqlite.ts";
import { ledgerNotWritable } from "../ledger-error.ts";
import { inTransaction } from "./transaction.ts";

/** What a file of the ledger is. */
export interface LedgerForm {
  /** Tells it from any other SQLite file. */
  applicationId: number;
  /** Raised with every change to the tables or to what stands in them. */
  version: number;
  /** Statements that make its tables. */
  schema: string;
  tables: readonly string[];
}

/**
 * Opens a file of the ledger for reading and writing, and makes it (0600) when it is not there, in a
 * folder that is. Several processes may have it open: the log lets them read beside a writer. Throws
 * ServiceError for what cannot be used; nothing was written then.
 */
export async function openLedgerFile(path: string, form: LedgerForm): Promise<SqliteDatabase> {
  makeFile(path);
  return open(path, (db) => {
    if (isEmpty(db)) fill(db, form);
    else check(db, form);
  });
}

/** The same of one that has to be there: an empty one was lost, or its maker was killed. */
export async function openMadeLedgerFile(path: string, form: LedgerForm): Promise<SqliteDatabase> {
  return open(path, (db) => {
    if (isEmpty(db)) throw empty(path);
    check(db, form);
  });
}

async function open(path: string, settle: (db: SqliteDatabase) => void): Promise<SqliteDatabase> {
  const db = await openSqlite(path, { store: "ledger", mode: "write" });
  try {
    inTransaction(db, () => settle(db));
    // Only now: a stranger's file must stay as it is.
    db.exec("PRAGMA journal_mode=WAL");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite would let others read it. One that is there is not opened: closing it would free our locks. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") throw ledgerNotWritable(path, error);
  }
}

function isEmpty(db: SqliteDatabase): boolean {
  return applicationOf(db) === 0 && db.get("SELECT count(*) FROM sqlite_schema")?.[0] === 0;
}

function empty(path: string): ServiceError {
  return new ServiceError(
    "ledger_damaged",
    `The ledger file ${path} is empty.`,
    "Restore it from a backup. Where it was never whole, make it: heartbeat ledger init",
  );
}

function fill(db: SqliteDatabase, { applicationId, version, schema }: LedgerForm): void {
  db.exec(`PRAGMA application_id=${applicationId}; PRAGMA user_version=${version}; ${schema}`);
}

function applicationOf(db: SqliteDatabase): number {
  return Number(db.get("PRAGMA application_id")?.[0]);
}

function check(db: SqliteDatabase, { applicationId, version, tables }: LedgerForm): void {
  if (applicationOf(db) !== applicationId) {
    throw new ServiceError(
      "ledger_not_ours",
      `The ledger file ${db.path} was not made by heartbeat, or is another of its files.`,
      "Move it away, or restore the right one from a backup.",
    );
  }
  const found = Number(db.get("PRAGMA user_version")?.[0]);
  if (found !== version) {
    const isNewer = found > version;
    throw new ServiceError(
      isNewer ? "ledger_newer_schema" : "ledger_older_schema",
      `The ledger file ${db.path} was made by ${isNewer ? "a newer" : "an older"} heartbeat (schema ${found}; this one knows ${version}).`,
      isNewer ? "Update heartbeat." : "Use the version that made it.",
    );
  }
  const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type='table'").all();
  const names = new Set(rows.map(([name]) => name));
  if (tables.every((table) => names.has(table))) return;
  throw new ServiceError(
    "ledger_damaged",
    `The ledger file ${db.path} is damaged: a table is missing.`,
    "Restore it from a backup.",
  );
}
