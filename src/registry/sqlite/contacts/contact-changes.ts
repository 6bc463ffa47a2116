import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { decodeContacts } from "./contact-codec.ts";

const rowsPerRead = 20_000;

/** Everybody of whom a source says something. */
export function peopleOfSource(db: SqliteDatabase, id: number): number[] {
  return db
    .prepare("SELECT npi FROM contact WHERE source=?")
    .all(id)
    .map(([npi]) => npi as number);
}

/**
 * Everybody of whom some outcome says that a value is not theirs: the only outcome that changes by
 * what they are known. One that names nobody is true of all who have the value.
 */
export function peopleToldWrong(db: SqliteDatabase): number[] {
  const marks = db
    .prepare("SELECT DISTINCT npi, value FROM contact_outcome WHERE outcome='wrong_person'")
    .all() as [npi: number, value: string][];
  const named = marks.flatMap(([npi]) => (npi === 0 ? [] : npi));
  const ofAnybody = new Set(marks.flatMap(([npi, value]) => (npi === 0 ? value : [])));
  return [...named, ...(ofAnybody.size === 0 ? [] : holders(db, ofAnybody))];
}

/** Who has any of the values, once for each source that says so. */
export function* holders(db: SqliteDatabase, values: ReadonlySet<string>): Generator<number> {
  const select = db.prepare(
    `SELECT source, npi, record FROM contact WHERE (source, npi)>(?1, ?2)
     ORDER BY source, npi LIMIT ${rowsPerRead}`,
  );
  for (let last = [-1, 0]; ; ) {
    const rows = select.all(...last) as [source: number, npi: number, record: string][];
    const end = rows.at(-1);
    if (end === undefined) return;
    for (const [, npi, record] of rows) {
      if (decodeContacts(record).some(({ value }) => values.has(value))) yield npi;
    }
    last = [end[0], end[1]];
  }
}
