import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { createDataVersion } from "../data-version.ts";

/** Events that change nothing of what is answered; of others that is not asked. */
const harmless = ["backed_up", "lift_refused", "signing_key"];

/** The suppression number, and the hash of the last event that may have changed what is answered. */
export function createLastChange(db: SqliteDatabase): () => { number: number; event: string } {
  const version = createDataVersion(db);
  const read = db.prepare(
    `SELECT number, (SELECT hash FROM event WHERE kind NOT IN (SELECT value FROM json_each(?1))
       ORDER BY seq DESC LIMIT 1) FROM ledger`,
  );
  let known = { number: 0, event: "" };
  return () => {
    if (version.hasChanged()) {
      const [number, event] = read.get(JSON.stringify(harmless)) ?? [];
      known = { number: Number(number), event: String(event) };
    }
    return known;
  };
}
