import { ServiceError } from "../../model/errors.ts";
import { KEY_VERSION } from "../../normalize/keys.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import { damagedRelease } from "./damaged-release.ts";

/** Raised with every change to the tables or to what stands in them. */
export const SCHEMA_VERSION = 3;

/** `HBRG`: tells a registry from any other SQLite file. */
const applicationId = 0x48425247;

/**
 * A posting is one search key with all NPIs filed under it: ascending, unsigned 32 bits each,
 * little-endian. One row a key instead of one row a pair: a third of the size, one read a key.
 * A facet is one value that a search filters by, with its NPIs in the same form.
 * Match records have a table of their own: scoring reads a hundred a lead, and beside the wide
 * profiles they would be spread over five times the pages.
 */
export function createSchema(db: SqliteDatabase): void {
  db.exec(`
    PRAGMA application_id=${applicationId};
    PRAGMA user_version=${SCHEMA_VERSION};
    CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE profile(npi INTEGER PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE match_record(npi INTEGER PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE posting(key INTEGER PRIMARY KEY, npis BLOB NOT NULL);
    CREATE TABLE facet(name TEXT PRIMARY KEY, npis BLOB NOT NULL);
    CREATE TABLE term(term TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE taxonomy_name(code TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
  `);
}

/** Refuse what this program cannot answer from: a stranger's file, another schema, other keys. */
export function checkSchema(db: SqliteDatabase): void {
  if (db.get("PRAGMA application_id")?.[0] !== applicationId) {
    throw new ServiceError(
      "registry_not_ours",
      `The file ${db.path} is not a heartbeat registry.`,
      "Name a registry made by: heartbeat registry import FILE",
    );
  }
  checkVersion(db, "schema", Number(db.get("PRAGMA user_version")?.[0]), SCHEMA_VERSION);
  checkTables(db);
  const keys = Number(db.get("SELECT value FROM meta WHERE key='key_version'")?.[0] ?? 0);
  checkVersion(db, "keys", keys, KEY_VERSION);
}

function checkVersion(db: SqliteDatabase, what: string, found: number, known: number): void {
  if (found === known) return;
  const isNewer = found > known;
  throw new ServiceError(
    isNewer ? "registry_newer_schema" : "registry_older_schema",
    `The registry ${db.path} was built by ${isNewer ? "a newer" : "an older"} heartbeat (${what} ${found}; this one knows ${known}).`,
    isNewer
      ? "Update heartbeat, or import the source files into another folder."
      : "Import the source files again.",
  );
}

const tables = ["meta", "profile", "match_record", "posting", "facet", "term", "taxonomy_name"];

function checkTables(db: SqliteDatabase): void {
  const found = db.prepare("SELECT name FROM sqlite_schema WHERE type='table'").all();
  const names = new Set(found.map(([name]) => name));
  if (tables.every((table) => names.has(table))) return;
  throw damagedRelease(db.path, "a table is missing");
}
