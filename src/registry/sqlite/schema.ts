import { ServiceError } from "../../model/errors.ts";
import { KEY_VERSION } from "../../normalize/keys/keys.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import { damagedRelease } from "./release/damaged-release.ts";

/** Raised with every change to the tables or to what stands in them. */
export const SCHEMA_VERSION = 5;

/** `HBRG`: tells a registry from any other SQLite file. */
const applicationId = 0x48425247;

/**
 * A posting is one search key with all NPIs filed under it: ascending, unsigned 32 bits each,
 * little-endian. One row a key instead of one row a pair: a third of the size, one read a key.
 * A facet is one value that a search filters by, with its NPIs in the same form.
 * Match records have a table of their own: scoring reads a hundred a lead, and beside the wide
 * profiles they would be spread over five times the pages.
 * Contacts are filed by source, then NPI: a source comes and goes as one stretch of the table.
 * Withheld are the profiles that a suppression of the ledger is about.
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
    CREATE TABLE contact_source(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
    CREATE TABLE contact(source INTEGER NOT NULL, npi INTEGER NOT NULL, record TEXT NOT NULL,
      PRIMARY KEY(source, npi)) WITHOUT ROWID;
    CREATE TABLE contact_outcome(source INTEGER NOT NULL, value TEXT NOT NULL, npi INTEGER NOT NULL,
      date TEXT NOT NULL, outcome TEXT NOT NULL,
      PRIMARY KEY(source, value, npi, date, outcome)) WITHOUT ROWID;
    CREATE TABLE withheld(npi INTEGER NOT NULL, suppression INTEGER NOT NULL,
      PRIMARY KEY(npi, suppression)) WITHOUT ROWID;
  `);
}

/** Refuse what this program cannot answer from: a stranger's file, another schema, other keys. */
export function checkSchema(db: SqliteDatabase): void {
  checkVersion(db, "schema", schemaOf(db), SCHEMA_VERSION);
  checkTables(db, tablesOf(db), tables);
  const keys = Number(db.get("SELECT value FROM meta WHERE key='key_version'")?.[0] ?? 0);
  checkVersion(db, "keys", keys, KEY_VERSION);
}

/**
 * Whether a release has contacts to be handed on; refuses what only a newer program could read. Those
 * of an older one are in the same form, whatever became of the rest.
 */
export function mayHaveContacts(db: SqliteDatabase): boolean {
  const schema = schemaOf(db);
  if (schema > SCHEMA_VERSION) checkVersion(db, "schema", schema, SCHEMA_VERSION);
  const found = tablesOf(db);
  if (!found.has("contact_source")) return false;
  checkTables(db, found, contactTables);
  return true;
}

export function checkOurs(db: SqliteDatabase): void {
  schemaOf(db);
}

function schemaOf(db: SqliteDatabase): number {
  if (db.get("PRAGMA application_id")?.[0] !== applicationId) {
    throw new ServiceError(
      "registry_not_ours",
      `The file ${db.path} is not a heartbeat registry.`,
      "Name a registry made by: heartbeat registry import FILE",
    );
  }
  return Number(db.get("PRAGMA user_version")?.[0]);
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

const contactTables = ["contact_source", "contact", "contact_outcome"];
const tables = [
  "meta",
  "profile",
  "match_record",
  "posting",
  "facet",
  "term",
  "taxonomy_name",
  "withheld",
  ...contactTables,
];

function checkTables(
  db: SqliteDatabase,
  found: ReadonlySet<unknown>,
  wanted: readonly string[],
): void {
  if (wanted.every((table) => found.has(table))) return;
  throw damagedRelease(db.path, "a table is missing");
}

function tablesOf(db: SqliteDatabase): Set<unknown> {
  const found = db.prepare("SELECT name FROM sqlite_schema WHERE type='table'").all();
  return new Set(found.map(([name]) => name));
}
