import { isBuiltin } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type StoreName, translateSqliteError } from "./sqlite-error.ts";

/**
 * The only file that knows a SQLite driver: Node's own where the running Node has it whole, its
 * drop-in `@photostructure/sqlite` elsewhere. Their differences (defaults, locks kept after close,
 * row shapes, error codes) end here.
 */
export type SqlValue = string | number | Uint8Array | null;
/** Columns in the order of the SELECT. */
export type SqlRow = SqlValue[];

interface SqliteStatement {
  run(...values: SqlValue[]): void;
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
}

export interface SqliteDatabase {
  readonly path: string;
  /** One or more statements without parameters. */
  exec(sql: string): void;
  /** Keep what this returns: preparing costs more than running. */
  prepare(sql: string): SqliteStatement;
  /** First row of a statement used once. */
  get(sql: string, ...values: SqlValue[]): SqlRow | undefined;
  /** Idempotent. No lock and, in rollback mode, no sidecar file is left. */
  close(): void;
}

interface SqliteOptions {
  store: StoreName;
  /**
   * `read`: never creates or writes; works on a read-only disk. `write`: durable, freed cells are
   * overwritten. `bulk`: filling a new file that nobody else opens; a crash loses the file.
   */
  mode: "read" | "write" | "bulk";
  /** Only `write`: `wal` lets readers go on beside the writer, `delete` leaves no sidecar files. */
  journal?: "wal" | "delete";
  /** Only `read`: promise that nobody writes; needs no locks, so a WAL file opens on a read-only disk. */
  immutable?: boolean;
  /** How long to wait for another process's lock, milliseconds. */
  busyTimeoutMs?: number;
}

/** The calls we use, equal in both drivers. */
interface DriverStatement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  setReturnArrays(enabled: boolean): void;
}

interface DriverDatabase {
  exec(sql: string): void;
  prepare(sql: string): DriverStatement;
  enableDefensive?(enabled: boolean): void;
  close(): void;
}

interface Driver {
  DatabaseSync: new (path: string | URL, options: { readOnly: boolean }) => DriverDatabase;
  StatementSync: { prototype: { setReturnArrays?: unknown } };
}

const defaultBusyTimeoutMs = 5_000;

/** Every setting is named: the two drivers and their versions have different defaults. */
function pragmas(options: SqliteOptions): string[] {
  const common = [
    `busy_timeout=${options.busyTimeoutMs ?? defaultBusyTimeoutMs}`,
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "cache_size=-65536",
  ];
  switch (options.mode) {
    case "read":
      return [...common, "mmap_size=2147418112"];
    case "write":
      return [
        ...common,
        "mmap_size=0",
        "locking_mode=NORMAL",
        "secure_delete=ON",
        ...(options.journal === undefined ? [] : [`journal_mode=${options.journal}`]),
        "synchronous=FULL",
      ];
    case "bulk":
      return [
        ...common,
        "mmap_size=0",
        "page_size=8192",
        "locking_mode=EXCLUSIVE",
        "journal_mode=OFF",
        "synchronous=OFF",
      ];
  }
}

/** Open a database file. What it returns must be closed. Throws ServiceError or InputError. */
export async function openSqlite(path: string, options: SqliteOptions): Promise<SqliteDatabase> {
  const { DatabaseSync } = await loadDriver();
  const translate = (error: unknown) => translateSqliteError(error, options.store, path);
  let driver: DriverDatabase | undefined;
  try {
    driver = new DatabaseSync(location(path, options), { readOnly: options.mode === "read" });
    // Newer SQLite ignores journal_mode=OFF on a connection that defends itself.
    if (options.mode === "bulk") driver.enableDefensive?.(false);
    for (const pragma of pragmas(options)) driver.exec(`PRAGMA ${pragma}`);
    return createDatabase(driver, path, options.mode, translate);
  } catch (error) {
    driver?.close();
    throw translate(error);
  }
}

async function loadDriver(): Promise<Driver> {
  // Not a literal: the types of Node 20 do not know this module.
  const builtIn: string = "node:sqlite";
  if (isBuiltin(builtIn)) {
    const driver: Driver = await import(builtIn);
    // Before 22.16 calls that we use are missing, full-text search too.
    if (typeof driver.StatementSync.prototype.setReturnArrays === "function") return driver;
  }
  const dropIn: unknown = await import("@photostructure/sqlite");
  return dropIn as Driver;
}

function location(path: string, options: SqliteOptions): string | URL {
  // Absolute, so that no relative name can look like a URI.
  const absolute = resolve(path);
  if (!options.immutable) return absolute;
  const url = pathToFileURL(absolute);
  url.searchParams.set("immutable", "1");
  return url;
}

type Translate = (error: unknown) => unknown;

function createDatabase(
  driver: DriverDatabase,
  path: string,
  mode: SqliteOptions["mode"],
  translate: Translate,
): SqliteDatabase {
  let isOpen = true;
  const prepare = (sql: string) => {
    try {
      const statement = driver.prepare(sql);
      statement.setReturnArrays(true);
      return createStatement(statement, translate);
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    path,
    exec(sql) {
      try {
        driver.exec(sql);
      } catch (error) {
        throw translate(error);
      }
    },
    prepare,
    get: (sql, ...values) => prepare(sql).get(...values),
    close() {
      if (!isOpen) return;
      isOpen = false;
      try {
        if (mode === "bulk") giveUpLock(driver);
        driver.close();
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/**
 * The drop-in keeps a file open, and an exclusive lock held, until its statements are collected;
 * going back to NORMAL and reading once gives the lock up now. A file that a full disk left in
 * pieces cannot be read, and nobody will want it.
 */
function giveUpLock(driver: DriverDatabase): void {
  try {
    driver.exec("PRAGMA locking_mode=NORMAL");
    driver.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch {
    return;
  }
}

function createStatement(statement: DriverStatement, translate: Translate): SqliteStatement {
  return {
    run(...values) {
      try {
        statement.run(...values);
      } catch (error) {
        throw translate(error);
      }
    },
    get(...values) {
      try {
        return statement.get(...values) as SqlRow | undefined;
      } catch (error) {
        throw translate(error);
      }
    },
    all(...values) {
      try {
        return statement.all(...values) as SqlRow[];
      } catch (error) {
        throw translate(error);
      }
    },
  };
}
