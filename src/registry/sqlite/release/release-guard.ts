import { ServiceError } from "../../../model/errors.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { decoding } from "./damaged-release.ts";

/** Runs `read` inside one read transaction of the release that was opened. */
export type ReadRelease = <T>(read: () => T) => T;

/**
 * An update changes a release file in place while others read it. Every batch sees one state of
 * the file, and once that state is no longer the release that was opened, reading stops with
 * `release_gone`: an output is of one release.
 */
export function createReleaseGuard(db: SqliteDatabase, release: string): ReadRelease {
  const begin = db.prepare("BEGIN");
  const commit = db.prepare("COMMIT");
  const dataVersion = db.prepare("PRAGMA data_version");
  const releaseId = db.prepare("SELECT value FROM meta WHERE key='release'");
  let checked: unknown;
  const check = () => {
    // Changes only when another connection wrote to the file.
    const version = dataVersion.get()?.[0];
    if (version === checked) return;
    if (releaseId.get()?.[0] !== release) {
      throw new ServiceError(
        "release_gone",
        "The registry was updated while it was being read.",
        "Run the same command again.",
      );
    }
    checked = version;
  };
  return (read) => {
    begin.run();
    try {
      check();
      const result = decoding(db.path, read);
      commit.run();
      return result;
    } catch (error) {
      endAnyhow(db);
      throw error;
    }
  };
}

/** A failing disk has ended the transaction already; what went wrong first is what counts. */
function endAnyhow(db: SqliteDatabase): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    return;
  }
}
