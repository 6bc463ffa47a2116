import type { ContactSource } from "../../../model/contact.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { decoding } from "../release/damaged-release.ts";

/** A source of contacts with the number that its rows have. */
export interface StoredSource {
  id: number;
  source: ContactSource;
}

/** By name. */
export function readContactSources(db: SqliteDatabase): StoredSource[] {
  const rows = db.prepare("SELECT id, record FROM contact_source ORDER BY name").all();
  return rows.map(([id, record]) => ({
    id: id as number,
    source: decoding(db.path, () => JSON.parse(record as string)),
  }));
}

export function putContactSource(db: SqliteDatabase, { id, source }: StoredSource): void {
  db.prepare("INSERT INTO contact_source(id, name, record) VALUES(?, ?, ?)").run(
    id,
    source.name,
    JSON.stringify(source),
  );
}

/** Takes a source out with all that it gave. */
export function deleteContactSource(db: SqliteDatabase, id: number): void {
  db.prepare("DELETE FROM contact WHERE source=?").run(id);
  db.prepare("DELETE FROM contact_outcome WHERE source=?").run(id);
  db.prepare("DELETE FROM contact_source WHERE id=?").run(id);
}

/** How many people a source is about, after some were erased. */
export function takePeople(db: SqliteDatabase, { id, source }: StoredSource, by: number): void {
  if (by === 0) return;
  const record = JSON.stringify({ ...source, people: source.people - by });
  db.prepare("UPDATE contact_source SET record=?2 WHERE id=?1").run(id, record);
}
