import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { openSqlite } from "../../../store/sqlite.ts";
import type { HeldCopy } from "../../held-copy.ts";
import { foldLog } from "../release/fold-log.ts";
import { lockFolder } from "../release/folder-lock.ts";
import { openRelease } from "../release/open-release.ts";
import { formerReleases, removeFormerReleases, resolveRelease } from "../release/release-folder.ts";
import { lockRelease } from "../release/release-transaction.ts";
import { openSqliteRegistry } from "../sqlite-registry.ts";

/** @param pid this process, for the message that others get meanwhile */
export function createHeldCopy(path: string, pid: number): HeldCopy {
  const isFolder = async () => (await stat(path)).isDirectory();
  return {
    path,
    async profiles(npis) {
      const registry = await openSqliteRegistry(path);
      const found = await registry.profiles(npis).finally(() => registry.close());
      return found.filter((profile) => profile !== undefined);
    },
    async rows(npis) {
      const db = await openRelease(path);
      try {
        const rows = ["profile", "match_record", "contact"].flatMap((table) =>
          db
            .prepare(
              `SELECT record FROM ${table} WHERE npi IN (SELECT j.value FROM json_each(?1) j)`,
            )
            .all(JSON.stringify(npis.map(Number))),
        );
        return rows.map(([record]) => String(record));
      } finally {
        db.close();
      }
    },
    async files() {
      const file = await resolveRelease(path);
      return ["", "-wal", "-shm", "-journal"]
        .map((end) => file + end)
        .filter((one) => existsSync(one));
    },
    formerReleases: async () => ((await isFolder()) ? (await formerReleases(path)).length : 0),
    async removeFormer() {
      if (!(await isFolder())) return;
      const lock = await lockFolder(path, pid);
      try {
        await removeFormerReleases(path);
      } finally {
        lock.release();
      }
    },
    async compact() {
      const lock = await lockRelease(path, pid);
      try {
        const file = await resolveRelease(path);
        const db = await openSqlite(file, { store: "registry", mode: "write", journal: "wal" });
        try {
          db.exec("VACUUM");
        } finally {
          db.close();
        }
        await foldLog(file);
      } finally {
        lock?.release();
      }
    },
  };
}
