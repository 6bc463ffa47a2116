import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { inTransaction } from "../transaction.ts";

/** Adds the notices of another file with the same secret; of each the latest day counts. */
export function uniteNotices(db: SqliteDatabase, path: string): number {
  return withOther(db, path, () => {
    db.exec(
      `INSERT INTO main.notice SELECT * FROM theirs.notice WHERE true
       ON CONFLICT DO UPDATE SET date = excluded.date WHERE excluded.date > date`,
    );
  });
}

const disclosed = "day, recipient, fields, n, npis";

/** Adds rows as often as the other file has them more often. */
export function uniteDisclosures(db: SqliteDatabase, path: string): number {
  const numbered = (file: string) =>
    `SELECT ${disclosed}, row_number() OVER (PARTITION BY ${disclosed}) FROM ${file}.disclosure`;
  return withOther(db, path, () => {
    db.exec(
      `INSERT INTO main.disclosure(${disclosed}) SELECT ${disclosed} FROM (
         ${numbered("theirs")} EXCEPT ${numbered("main")}
       ) ORDER BY ${disclosed}`,
    );
  });
}

/** With the other file attached as `theirs`; returns how many rows came of it. */
function withOther(db: SqliteDatabase, path: string, work: () => void): number {
  db.prepare("ATTACH ? AS theirs").run(path);
  try {
    return inTransaction(db, () => {
      const before = Number(db.get("SELECT total_changes()")?.[0]);
      work();
      return Number(db.get("SELECT total_changes()")?.[0]) - before;
    });
  } finally {
    db.exec("DETACH theirs");
  }
}
