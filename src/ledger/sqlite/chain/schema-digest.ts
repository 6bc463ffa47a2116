import { createHash } from "node:crypto";
import type { SqliteDatabase } from "../../../store/sqlite.ts";

/** SHA-256 (hex) of a file's tables, indexes and whatever else somebody may have put there. */
export function digestOfSchema(db: SqliteDatabase): string {
  const digest = createHash("sha256");
  const all = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
  for (const row of db.prepare(all).all()) digest.update(`${JSON.stringify(row)}\n`);
  return digest.digest("hex");
}
