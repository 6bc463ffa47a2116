import type { SqliteDatabase } from "../../store/sqlite.ts";

/** Replace the whole list; says how many there are now. */
export function replaceTaxonomyNames(
  db: SqliteDatabase,
  names: ReadonlyMap<string, string>,
): number {
  db.exec("DELETE FROM taxonomy_name");
  const insert = db.prepare("INSERT INTO taxonomy_name(code, words) VALUES(?, ?)");
  for (const code of [...names.keys()].sort()) insert.run(code, names.get(code) ?? "");
  return names.size;
}
