import type { SqliteDatabase } from "../../store/sqlite.ts";

export interface DataVersion {
  /** Whether something was written since this was asked last, by whomever; true at first. */
  hasChanged(): boolean;
  /** This connection has written, which SQLite tells only the others. */
  wrote(): void;
}

export function createDataVersion(db: SqliteDatabase): DataVersion {
  const version = db.prepare("PRAGMA data_version");
  let seen: unknown;
  return {
    hasChanged() {
      const found = version.get()?.[0];
      if (found === seen) return false;
      seen = found;
      return true;
    },
    wrote() {
      seen = undefined;
    },
  };
}
