import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { WithheldEditor } from "../withheld-store.ts";
import { batchesOf, readKeysOf, readKeysOfAll } from "./keys-on-file.ts";
import { putMark, readMark } from "./withheld-rows.ts";

/** Within the transaction that the file is in. */
export function createWithheldEditor(db: SqliteDatabase): WithheldEditor {
  const insert = db.prepare("INSERT OR IGNORE INTO withheld(npi, suppression) VALUES(?, ?)");
  const forget = db.prepare(
    "DELETE FROM withheld WHERE npi IN (SELECT j.value FROM json_each(?1) j)",
  );
  return {
    mark: () => readMark(db),
    setMark: (mark) => putMark(db, mark),
    keysOfAll: (kinds) => readKeysOfAll(db, kinds),
    keysOf: (npis) => readKeysOf(db, npis),
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
  };
}
