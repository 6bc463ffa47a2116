import { ServiceError } from "../../../model/errors.ts";
import { openSqlite, type SqliteDatabase } from "../../../store/sqlite.ts";
import { checkSchema } from "../schema.ts";
import { foldLog, hasWal } from "./fold-log.ts";
import { resolveRelease } from "./release-folder.ts";

/** An import that ends between reading CURRENT and opening the file removes that file. */
const attempts = 3;

type Check = (db: SqliteDatabase) => void;

/**
 * Open the current release of a folder, or one release file, for reading.
 *
 * @param check refuses what cannot be read from; the whole of a release unless said otherwise
 */
export async function openRelease(
  path: string,
  check: Check = checkSchema,
): Promise<SqliteDatabase> {
  for (let attempt = 1; ; attempt++) {
    const file = await resolveRelease(path);
    try {
      return await openFile(file, check);
    } catch (error) {
      if (attempt === attempts || !isUnreadable(error)) throw error;
      if ((await resolveRelease(path)) === file) throw error;
    }
  }
}

async function openFile(file: string, check: Check): Promise<SqliteDatabase> {
  if (hasWal(file)) await foldLog(file);
  try {
    return await openChecked(file, false, check);
  } catch (error) {
    // In WAL mode even a reader writes beside the file, which a read-only disk refuses. Without a
    // log there is nothing that the file does not hold.
    if (!isRefused(error) || hasWal(file)) throw error;
    return await openChecked(file, true, check);
  }
}

async function openChecked(
  file: string,
  immutable: boolean,
  check: Check,
): Promise<SqliteDatabase> {
  const db = await openSqlite(file, { store: "registry", mode: "read", immutable });
  try {
    check(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof ServiceError && error.code === "registry_unreadable";
}

function isRefused(error: unknown): boolean {
  const isReadOnly = error instanceof ServiceError && error.code === "registry_read_only";
  return isReadOnly || isUnreadable(error);
}
