import type { SqlRow } from "../../../store/sqlite.ts";
import type { SuppressionReason } from "../../suppression-store.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { createSuppressionRows, type KeyRow } from "../suppressions/suppression-rows.ts";

/** Suppressions that are read at a time. */
const rowsOfPage = 1_000;

/**
 * Adds the suppressions of another ledger with the same secret that are in force there and not here,
 * under new ids; within a transaction. One that was lifted here stays so where that came after the
 * other's last event: the other could not know of it.
 *
 * @param until when the other's last event was
 */
export function uniteSuppressions(
  { db }: LedgerFile,
  theirs: LedgerFile,
  { until, number }: { until: string; number: number },
): { added: number; keys: number } {
  const rows = createSuppressionRows(db);
  const page = theirs.db.prepare(
    `SELECT id, reason, channel, source, date, reversible FROM suppression
     WHERE lifted IS NULL AND id > ? ORDER BY id LIMIT ${rowsOfPage}`,
  );
  const readKeys = theirs.db.prepare(
    "SELECT kind, hex(hash) FROM suppression_key WHERE suppression = ?",
  );
  const liftedWith = db.prepare(
    `SELECT suppression.lifted, suppression.id FROM suppression_key AS key
     JOIN suppression ON suppression.id = key.suppression
     WHERE key.kind = ? AND key.hash = unhex(?) AND lifted IS NOT NULL
       AND reason = ? AND channel = ? AND source = ? AND reversible = ?`,
  );
  const hasKey = db.prepare(
    "SELECT 1 FROM suppression_key WHERE kind = ? AND hash = unhex(?) AND suppression = ?",
  );
  const timeOf = db.prepare(`SELECT max(at) FROM event
     WHERE kind IN ('suppressed', 'lifted', 'restored') AND body ->> '$.number' = ?`);

  function isLiftedSince(terms: (string | number)[], keys: readonly KeyRow[]): boolean {
    const [first, ...others] = keys;
    if (first === undefined) return false;
    return liftedWith.all(first.kind, first.hash, ...terms).some(([lifted, id = 0]) => {
      const at = timeOf.get(Number(lifted))?.[0] ?? "";
      const isSame = others.every(({ kind, hash }) => hasKey.get(kind, hash, id) !== undefined);
      return isSame && String(at) > until;
    });
  }

  function addOne(row: SqlRow): number {
    const [id = 0, reason, channel, source, date, reversible] = row;
    const keys = readKeys
      .all(id)
      .map(([kind, hash]) => ({ kind: Number(kind), hash: String(hash) }));
    const terms = {
      ...{ reason: reason as SuppressionReason, channel: String(channel), source: String(source) },
      ...{ date: String(date), reversible: reversible === 1 },
    };
    const asCells = [terms.reason, terms.channel, terms.source, Number(terms.reversible)];
    if (keys.length === 0 || rows.has(terms, keys) || isLiftedSince(asCells, keys)) return 0;
    rows.insert(terms, keys, number);
    return keys.length;
  }

  const counts = { added: 0, keys: 0 };
  for (let last = 0; ; ) {
    const read = page.all(last);
    for (const row of read) {
      const keys = addOne(row);
      if (keys > 0) counts.added++;
      counts.keys += keys;
    }
    if (read.length < rowsOfPage) return counts;
    last = Number(read.at(-1)?.[0]);
  }
}
