import { ServiceError } from "../../../model/errors.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { SealedStore } from "../../sealed-store.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { inTransaction } from "../transaction.ts";
import { createSealedRows } from "./sealed-rows.ts";

/** @param ledger is closed with the store */
export function createSealedStore(ledger: LedgerFile): SealedStore {
  const { db, chain } = ledger;
  const rows = createSealedRows(ledger);
  const those = "request = ? AND class = ?";
  const count = db.prepare(`SELECT count(*) FROM sealed WHERE ${those}`);
  const remove = ["data_key", "sealed"].flatMap((table) => {
    const column = table === "sealed" ? "bytes" : "wrapped";
    const blank = `UPDATE ${table} SET ${column} = zeroblob(length(${column})) WHERE ${those}`;
    return [db.prepare(blank), db.prepare(`DELETE FROM ${table} WHERE ${those}`)];
  });

  return {
    seal: async (parts) =>
      inTransaction(db, () => {
        for (const part of parts) rows.add(part);
      }),
    partsOf: async (place) => rows.partsOf(place),
    async shred(request, sealedClass) {
      const parts = inTransaction(db, () => {
        const found = Number(count.get(request, sealedClass)?.[0]);
        if (found === 0) return 0;
        for (const statement of remove) statement.run(request, sealedClass);
        chain.append({ kind: "shredded", request, body: { class: sealedClass, parts: found } });
        return found;
      });
      // Also where there was none: who was killed before this asks again.
      emptyLog(db);
      return parts > 0;
    },
    close: async () => db.close(),
  };
}

/** Pages as they were before stay in the log until it is emptied. */
export function emptyLog(db: SqliteDatabase): void {
  const [isBusy] = db.get("PRAGMA wal_checkpoint(TRUNCATE)") ?? [];
  if (isBusy === 0) return;
  throw new ServiceError(
    "ledger_locked",
    `What was shredded in ${db.path} is still in its log, which another process is reading.`,
    "Wait until it has finished, then shred again.",
  );
}
