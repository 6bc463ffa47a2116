import { createHash } from "node:crypto";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { exact } from "../chain/exact-cell.ts";

const columns = ["id", "npi", "field", "value", "request", "date"];

/** SHA-256 (hex) of the corrections that came with an event; for that event. */
export function digestOfCorrections(db: SqliteDatabase, event: number): string {
  const cells = columns.map(exact).join(" || ',' || ");
  const digest = createHash("sha256");
  const read = db.prepare(`SELECT ${cells} FROM correction WHERE event = ? ORDER BY id`);
  for (const [row] of read.all(event)) digest.update(`${row}\n`);
  return digest.digest("hex");
}
