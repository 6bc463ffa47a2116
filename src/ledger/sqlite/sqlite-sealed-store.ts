import { ServiceError } from "../../model/errors.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import { seal, unseal } from "../seal.ts";
import type { SealedPlace, SealedStore } from "../sealed-store.ts";
import { createDataKeys, digestOf, unreadable } from "./data-keys.ts";
import type { LedgerFile } from "./ledger-file.ts";
import { inTransaction } from "./transaction.ts";

/** @param ledger is closed with the store */
export function createSealedStore({ db, secret, chain, random }: LedgerFile): SealedStore {
  const keys = createDataKeys(db, secret, random);
  const last = db.prepare(
    "SELECT max(part) FROM sealed WHERE request = ? AND class = ? AND purpose = ?",
  );
  const write = db.prepare(
    "INSERT INTO sealed(request, class, purpose, part, bytes) VALUES(?, ?, ?, ?, ?)",
  );
  const read = db.prepare(
    "SELECT part, bytes FROM sealed WHERE request = ? AND class = ? AND purpose = ? ORDER BY part",
  );
  const evidence = "request = ? AND class = 'evidence'";
  const count = db.prepare(`SELECT count(*) FROM sealed WHERE ${evidence}`);
  const remove = ["data_key", "sealed"].flatMap((table) => {
    const column = table === "sealed" ? "bytes" : "wrapped";
    const blank = `UPDATE ${table} SET ${column} = zeroblob(length(${column})) WHERE ${evidence}`;
    return [db.prepare(blank), db.prepare(`DELETE FROM ${table} WHERE ${evidence}`)];
  });

  return {
    seal: async (parts) =>
      inTransaction(db, () => {
        for (const { request, class: sealedClass, purpose, bytes } of parts) {
          const { key, digest } = keys.take(request, sealedClass);
          const part = Number(last.get(request, sealedClass, purpose)?.[0] ?? 0) + 1;
          const place = placeOf({ request, class: sealedClass, purpose }, part);
          const sealed = seal(key, bytes, place, random);
          write.run(request, sealedClass, purpose, part, sealed);
          const hashes = { key: digest, sha256: digestOf(sealed) };
          const body = { class: sealedClass, purpose, part, ...hashes };
          chain.append({ kind: "sealed", request, body });
        }
      }),
    async partsOf(place) {
      const { request, class: sealedClass, purpose } = place;
      const rows = read.all(request, sealedClass, purpose);
      const { key } = keys.find(request, sealedClass) ?? {};
      return rows.map(([part, bytes]) => {
        const isWhole = key !== undefined && bytes instanceof Uint8Array;
        const plain = isWhole ? unseal(key, bytes, placeOf(place, Number(part))) : undefined;
        if (plain === undefined) throw unreadable(db);
        return plain;
      });
    },
    async shred(request) {
      const parts = inTransaction(db, () => {
        const found = Number(count.get(request)?.[0]);
        if (found === 0) return 0;
        for (const statement of remove) statement.run(request);
        chain.append({ kind: "shredded", request, body: { parts: found } });
        return found;
      });
      // Also where there was none: who was killed before this asks again.
      emptyLog(db);
      return parts > 0;
    },
    close: async () => db.close(),
  };
}

function placeOf({ request, class: sealedClass, purpose }: SealedPlace, part: number) {
  return [request, sealedClass, purpose, part];
}

/** Pages as they were before stay in the log until it is emptied. */
function emptyLog(db: SqliteDatabase): void {
  const [isBusy] = db.get("PRAGMA wal_checkpoint(TRUNCATE)") ?? [];
  if (isBusy === 0) return;
  throw new ServiceError(
    "ledger_locked",
    `What was shredded in ${db.path} is still in its log, which another process is reading.`,
    "Wait until it has finished, then shred again.",
  );
}
