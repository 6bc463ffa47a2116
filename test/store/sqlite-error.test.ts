import { describe, expect, it } from "vitest";
import { translateSqliteError } from "../../src/store/sqlite-error.ts";

/** As the drivers throw them; the drop-in leaves out `errcode` where it reads all rows. */
const thrown = (message: string, more: object) =>
  Object.assign(new Error(message), { code: "ERR_SQLITE_ERROR", ...more });

const translated = (message: string, more: object) =>
  translateSqliteError(thrown(message, more), "ledger", "l.db");

const locked = { code: "ledger_locked", exitCode: 4 };
const damaged = { code: "ledger_damaged", exitCode: 4 };
const unreadable = { code: "ledger_unreadable", exitCode: 4 };

describe("what SQLite reports of a file", () => {
  it.each([
    ["database is locked", 5, locked],
    ["database is locked", 517, locked],
    ["database table is locked", 6, locked],
    ["database table is locked: event", 262, locked],
    ["database schema is locked: main", 6, locked],
    ["attempt to write a readonly database", 8, { code: "ledger_read_only", exitCode: 4 }],
    ["disk I/O error", 10, { code: "ledger_io_error", exitCode: 4 }],
    ["disk I/O error", 266, { code: "ledger_io_error", exitCode: 4 }],
    ["database disk image is malformed", 11, damaged],
    ["malformed database schema (t) - invalid rootpage", 11, damaged],
    ["database or disk is full", 13, { code: "disk_full", exitCode: 3 }],
    ["unable to open database file", 14, unreadable],
    ["unable to open database: other.db", 14, unreadable],
    ["file is not a database", 26, { code: "ledger_not_sqlite", exitCode: 4 }],
  ])("`%s` (%i) has a name, with its code and without", (message, errcode, expected) => {
    expect(translated(message, { errcode })).toMatchObject(expected);
    expect(translated(message, {})).toMatchObject(expected);
  });

  it.each([
    ["UNIQUE constraint failed: event.seq", { errcode: 1555 }],
    ["UNIQUE constraint failed: database is locked", {}],
    ["no such table: disk I/O error", {}],
    ["cannot rollback - no transaction is active", {}],
    ["database is locked", { code: "ERR_OF_SOMETHING_ELSE" }],
    ["database is locked", { errcode: 1 }],
  ])("`%s` with %o stays what it is", (message, more) => {
    const error = thrown(message, more);
    expect(translateSqliteError(error, "ledger", "l.db")).toBe(error);
  });
});
