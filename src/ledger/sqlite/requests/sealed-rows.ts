import { seal, unseal } from "../../seal.ts";
import type { NewPart, SealedPlace } from "../../sealed-store.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { createDataKeys, digestOf, unreadable } from "./data-keys.ts";

/** The rows of sealed parts, with the events that tell of them. */
export interface SealedRows {
  /** Within a transaction. */
  add(part: NewPart): void;
  /** Oldest first. */
  partsOf(place: SealedPlace): Buffer[];
}

export function createSealedRows({ db, secret, chain, random }: LedgerFile): SealedRows {
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
  return {
    add({ request, class: sealedClass, purpose, bytes }) {
      const { key, digest } = keys.take(request, sealedClass);
      const part = Number(last.get(request, sealedClass, purpose)?.[0] ?? 0) + 1;
      const sealed = seal(key, bytes, [request, sealedClass, purpose, part], random);
      write.run(request, sealedClass, purpose, part, sealed);
      const hashes = { key: digest, sha256: digestOf(sealed) };
      chain.append({
        kind: "sealed",
        request,
        body: { class: sealedClass, purpose, part, ...hashes },
      });
    },
    partsOf({ request, class: sealedClass, purpose }) {
      const rows = read.all(request, sealedClass, purpose);
      if (rows.length === 0) return [];
      const { key } = keys.find(request, sealedClass) ?? {};
      return rows.map(([part, bytes]) => {
        const isWhole = key !== undefined && bytes instanceof Uint8Array;
        const place = [request, sealedClass, purpose, Number(part)];
        const plain = isWhole ? unseal(key, bytes, place) : undefined;
        if (plain === undefined) throw unreadable(db);
        return plain;
      });
    },
  };
}
