import type { Correction } from "../../model/corrections.ts";
import type { SqlRow } from "../../store/sqlite.ts";
import type { CorrectionStore } from "../correction-store.ts";
import { createKeyedHash, keyedHashBytes } from "../keyed-hash.ts";
import { seal, unseal } from "../seal.ts";
import { digestOfCorrections } from "./correction-digest.ts";
import { createDataKeys, unreadable } from "./data-keys.ts";
import { createDataVersion } from "./data-version.ts";
import type { LedgerFile } from "./ledger-file.ts";
import { inTransaction } from "./transaction.ts";

/** @param ledger is closed with the store */
export function createCorrectionStore({ db, secret, chain, random }: LedgerFile): CorrectionStore {
  const hashesOf = createKeyedHash(secret, "corrected npi");
  const keys = createDataKeys(db, secret, random);
  const version = createDataVersion(db);
  const count = db.prepare("SELECT count(*) FROM correction");
  const write = db.prepare(
    "INSERT INTO correction(npi, field, value, request, date, event) VALUES(?, ?, ?, ?, ?, ?)",
  );
  const read = db.prepare(
    `SELECT asked.key, field, value, request, date
     FROM json_each(?1) AS asked JOIN correction ON npi = unhex(asked.value)
     ORDER BY date, id`,
  );
  let isEmpty = true;

  function isNeeded(): boolean {
    if (version.hasChanged()) isEmpty = Number(count.get()?.[0]) === 0;
    return !isEmpty;
  }

  function open(hash: Buffer, [, field, value, request]: SqlRow): string {
    const { key } = keys.find(String(request), "business") ?? {};
    const isWhole = key !== undefined && value instanceof Uint8Array;
    const place = placeOf(String(request), String(field), hash);
    const plain = isWhole ? unseal(key, value, place) : undefined;
    if (plain === undefined) throw unreadable(db);
    return plain.toString();
  }

  return {
    async add(request, corrections) {
      if (corrections.length === 0) return;
      version.wrote();
      inTransaction(db, () => {
        const event = chain.next();
        const { key, digest } = keys.take(request, "business");
        for (const { npi, field, value, date } of corrections) {
          const hash = hashesOf([npi]);
          const sealed = seal(key, Buffer.from(value), placeOf(request, field, hash), random);
          write.run(hash, field, sealed, request, date, event);
        }
        const rows = digestOfCorrections(db, event);
        const body = { corrections: corrections.length, key: digest, rows };
        chain.append({ kind: "corrected", request, body });
      });
    },
    async correctionsOf(npis) {
      const found = npis.map(() => new Map<string, Correction>());
      if (isNeeded()) {
        const hashes = hashesOf(npis);
        const hashAt = (place: number) =>
          hashes.subarray(place * keyedHashBytes, (place + 1) * keyedHashBytes);
        const wanted = npis.map((_, place) => hashAt(place).toString("hex"));
        for (const row of read.all(JSON.stringify(wanted))) {
          const [place, field, , , date] = row;
          const at = Number(place);
          const value = open(hashAt(at), row);
          // The newest comes last.
          const correction = {
            npi: npis[at] ?? "",
            field: String(field),
            value,
            date: String(date),
          };
          found[at]?.set(correction.field, correction);
        }
      }
      return found.map((fields) => [...fields.values()].sort(byField));
    },
    close: async () => db.close(),
  };
}

function placeOf(request: string, field: string, npi: Buffer): string[] {
  return [request, "correction", field, npi.toString("hex")];
}

function byField(a: Correction, b: Correction): number {
  return a.field < b.field ? -1 : 1;
}
