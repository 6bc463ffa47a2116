import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { ReleaseInfo } from "../../registry.ts";
import type { WithheldEditor } from "../../withheld-store.ts";
import { createEraser } from "./erase-people.ts";
import { readKeysOfHolders } from "./keys-of-holders.ts";
import { batchesOf, readKeysOf, readKeysOfAll } from "./keys-on-file.ts";
import { putMark, readMark } from "./withheld-rows.ts";

interface EditedRelease {
  /** Kept true of who is erased; written by the caller. */
  counts: ReleaseInfo["counts"];
  /** Whose terms are counted in this change for the first time. */
  isNew?: (npi: number) => boolean;
}

/** Within the transaction that the file is in. */
export function createWithheldEditor(
  db: SqliteDatabase,
  { counts, isNew = () => false }: EditedRelease,
): WithheldEditor {
  const erase = createEraser(db, counts, isNew);
  const insert = db.prepare("INSERT OR IGNORE INTO withheld(npi, suppression) VALUES(?, ?)");
  const forget = db.prepare(
    "DELETE FROM withheld WHERE npi IN (SELECT j.value FROM json_each(?1) j)",
  );
  return {
    mark: () => readMark(db),
    setMark: (mark) => putMark(db, mark),
    keysOfAll: (kinds) => readKeysOfAll(db, kinds),
    keysOf: (npis) => readKeysOf(db, npis),
    keysOfHolders: (values) => readKeysOfHolders(db, values),
    // As many as profiles, on a third of the pages.
    count: () => Number(db.get("SELECT count(*) FROM match_record")?.[0]),
    add(withheld) {
      for (const { npi, suppression } of withheld) insert.run(Number(npi), suppression);
    },
    remove(suppressions) {
      if (suppressions.length === 0) return;
      db.prepare(
        "DELETE FROM withheld WHERE suppression IN (SELECT j.value FROM json_each(?1) j)",
      ).run(JSON.stringify(suppressions));
    },
    forget(npis) {
      for (const some of batchesOf(npis)) forget.run(JSON.stringify(some));
    },
    suppressions: () =>
      db
        .prepare("SELECT DISTINCT suppression FROM withheld")
        .all()
        .map(([id]) => Number(id)),
    withheldBy: (suppressions) =>
      db
        .prepare(
          `SELECT DISTINCT npi FROM withheld
           WHERE suppression IN (SELECT j.value FROM json_each(?1) j) ORDER BY npi`,
        )
        .all(JSON.stringify(suppressions))
        .map(([npi]) => Number(npi)),
    erase(npis, part) {
      for (const some of batchesOf(npis)) erase(some, part);
    },
  };
}
