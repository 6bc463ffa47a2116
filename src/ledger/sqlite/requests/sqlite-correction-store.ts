import type { Correction } from "../../../model/corrections.ts";
import type { CorrectionStore } from "../../correction-store.ts";
import { createKeyedHash, keyedHashBytes } from "../../keyed-hash.ts";
import { createDataVersion } from "../data-version.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { inTransaction } from "../transaction.ts";
import { createCorrectionRows } from "./correction-rows.ts";
import { createCorrectionEraser } from "./erase-corrections.ts";
import { emptyLog } from "./sqlite-sealed-store.ts";

/** @param ledger is closed with the store */
export function createCorrectionStore(ledger: LedgerFile): CorrectionStore {
  const { db, secret } = ledger;
  const hashesOf = createKeyedHash(secret, "corrected npi");
  const rows = createCorrectionRows(ledger);
  const version = createDataVersion(db);
  const count = db.prepare("SELECT count(*) FROM correction");
  const read = db.prepare(
    `SELECT asked.key, field, correction.value, request, date
     FROM json_each(?1) AS asked JOIN correction ON npi = unhex(asked.value)
     ORDER BY date, correction.id`,
  );
  const erase = createCorrectionEraser(ledger);
  let isEmpty: boolean | undefined;

  function isNeeded(): boolean {
    if (version.hasChanged()) isEmpty = undefined;
    isEmpty ??= Number(count.get()?.[0]) === 0;
    return !isEmpty;
  }

  return {
    async add(request, corrections) {
      if (corrections.length === 0) return;
      version.wrote();
      inTransaction(db, () => {
        const hashed = corrections.map((one) => ({ ...one, npi: hashesOf([one.npi]) }));
        rows.add(request, hashed);
      });
    },
    async correctionsOf(npis) {
      if (npis.length === 0 || !isNeeded()) return npis.map(() => []);
      const found = npis.map(() => new Map<string, Correction>());
      const hashes = hashesOf(npis);
      const hashAt = (place: number) =>
        hashes.subarray(place * keyedHashBytes, (place + 1) * keyedHashBytes);
      const wanted = npis.map((_, place) => hashAt(place).toString("hex"));
      for (const [key, field, sealed, request, date] of read.all(JSON.stringify(wanted))) {
        const place = Number(key);
        const told = { npi: npis[place] ?? "", field: String(field), date: String(date) };
        const value = rows.open(hashAt(place), told.field, String(request), sealed);
        // The newest comes last.
        found[place]?.set(told.field, { ...told, value });
      }
      return found.map((fields) => [...fields.values()].sort(byField));
    },
    async erase(npis) {
      const hashes = hashesOf(npis);
      const each = npis.map((_, place) =>
        hashes.subarray(place * keyedHashBytes, (place + 1) * keyedHashBytes),
      );
      version.wrote();
      const erased = inTransaction(db, () => erase(each));
      // Also where there was none: who was killed before this asks again.
      emptyLog(db);
      return erased;
    },
    close: async () => db.close(),
  };
}

function byField(a: Correction, b: Correction): number {
  return a.field < b.field ? -1 : 1;
}
