import type { SqliteDatabase } from "../../store/sqlite.ts";

/** All that `work` writes, or nothing; nobody else writes meanwhile. It must not be async. */
export function inTransaction<T>(db: SqliteDatabase, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

/** The same for work that takes turns; nothing else may use this connection meanwhile. */
export async function inLongTransaction<T>(db: SqliteDatabase, work: () => Promise<T>): Promise<T> {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = await work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

/** All that `work` reads is of one moment; others may write meanwhile. It must not be async. */
export function atOneMoment<T>(db: SqliteDatabase, work: () => T): T {
  db.exec("BEGIN");
  try {
    return work();
  } finally {
    rollBack(db);
  }
}

/** A full disk or a failing one has rolled back already; what went wrong first is what counts. */
function rollBack(db: SqliteDatabase): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    return;
  }
}
