import type { LedgerFile } from "../ledger-file.ts";
import { digestOfCorrections } from "./correction-digest.ts";

/**
 * Overwrites the corrections of whoever has the hashes, within a transaction. The events that they
 * came with stay; one of its own says what is left of each.
 */
export function createCorrectionEraser({
  db,
  chain,
}: LedgerFile): (npis: readonly Uint8Array[]) => number {
  const theirs = "npi IN (SELECT unhex(j.value) FROM json_each(?1) j)";
  const events = db.prepare(
    `SELECT event, request, count(*) FROM correction WHERE ${theirs} GROUP BY event ORDER BY event`,
  );
  const remove = [
    `UPDATE correction SET value = zeroblob(length(value)) WHERE ${theirs}`,
    `DELETE FROM correction WHERE ${theirs}`,
  ].map((sql) => db.prepare(sql));
  const others = db.prepare(
    `SELECT (SELECT count(*) FROM correction WHERE request = ?1)
       + (SELECT count(*) FROM sealed WHERE request = ?1 AND class = 'business')`,
  );
  const removeKey = [
    "UPDATE data_key SET wrapped = zeroblob(length(wrapped)) WHERE request = ? AND class = 'business'",
    "DELETE FROM data_key WHERE request = ? AND class = 'business'",
  ].map((sql) => db.prepare(sql));
  return (npis) => {
    const asked = JSON.stringify(npis.map((npi) => Buffer.from(npi).toString("hex")));
    const found = events
      .all(asked)
      .map(([event, request, count]) => [Number(event), String(request), Number(count)] as const);
    for (const statement of remove) statement.run(asked);
    for (const [of, request, count] of found) {
      const body = { of, corrections: count, rows: digestOfCorrections(db, of) };
      chain.append({ kind: "corrections_erased", request, body });
    }
    for (const request of new Set(found.map(([, request]) => request))) {
      if (others.get(request)?.[0] !== 0) continue;
      for (const statement of removeKey) statement.run(request);
      const parts = found.reduce((sum, [, of, n]) => sum + (of === request ? n : 0), 0);
      chain.append({ kind: "shredded", request, body: { class: "business", parts } });
    }
    return found.reduce((sum, [, , count]) => sum + count, 0);
  };
}
