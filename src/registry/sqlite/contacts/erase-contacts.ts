import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { holders } from "./contact-changes.ts";
import { decodeContacts } from "./contact-codec.ts";
import { readContactSources, takePeople } from "./contact-source-rows.ts";

/**
 * What sources beside the public ones gave of these people, and what came of using it: also of a value
 * that nobody else has, whoever it was used for.
 */
export function eraseContacts(db: SqliteDatabase, npis: readonly number[]): void {
  const sources = readContactSources(db);
  if (sources.length === 0) return;
  const asked = JSON.stringify(npis);
  const theirs = "npi IN (SELECT j.value FROM json_each(?1) j)";
  const read = db.prepare(`SELECT record FROM contact WHERE source=?2 AND ${theirs}`);
  const toldOf = db.prepare(
    `SELECT count(DISTINCT npi) FROM contact_outcome WHERE source=?2 AND ${theirs}`,
  );
  const values = new Set<string>();
  for (const stored of sources) {
    const rows = read.all(asked, stored.id);
    for (const [record] of rows) {
      for (const { value } of decodeContacts(String(record))) values.add(value);
    }
    const isOutcomes = stored.source.kind === "outcomes";
    takePeople(db, stored, isOutcomes ? Number(toldOf.get(asked, stored.id)?.[0]) : rows.length);
    db.prepare(`DELETE FROM contact WHERE source=?2 AND ${theirs}`).run(asked, stored.id);
  }
  db.prepare(`DELETE FROM contact_outcome WHERE ${theirs}`).run(asked);
  eraseOutcomesOf(db, values);
}

/** Of values that are on file of nobody any more. */
function eraseOutcomesOf(db: SqliteDatabase, values: ReadonlySet<string>): void {
  const having = "value IN (SELECT j.value FROM json_each(?1) j)";
  const marked = db
    .prepare(`SELECT DISTINCT value FROM contact_outcome WHERE npi=0 AND ${having}`)
    .all(JSON.stringify([...values]))
    .map(([value]) => String(value));
  const left = marked.filter((value) => holders(db, new Set([value])).next().done === true);
  db.prepare(`DELETE FROM contact_outcome WHERE npi=0 AND ${having}`).run(JSON.stringify(left));
}
