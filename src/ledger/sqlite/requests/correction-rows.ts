import type { SqlValue } from "../../../store/sqlite.ts";
import { seal, unseal } from "../../seal.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { digestOfCorrections } from "./correction-digest.ts";
import { createDataKeys, unreadable } from "./data-keys.ts";

/** A correction of whoever has the hash. */
export interface HashedCorrection {
  npi: Buffer;
  field: string;
  value: string;
  date: string;
}

/** The rows of corrections, with the events that tell of them. */
export interface CorrectionRows {
  /** Within a transaction. */
  add(request: string, corrections: readonly HashedCorrection[]): void;
  /** The value of a row, as it was before it was sealed. */
  open(npi: Buffer, field: string, request: string, value: SqlValue | undefined): string;
}

export function createCorrectionRows({ db, secret, chain, random }: LedgerFile): CorrectionRows {
  const keys = createDataKeys(db, secret, random);
  const write = db.prepare(
    "INSERT INTO correction(npi, field, value, request, date, event) VALUES(?, ?, ?, ?, ?, ?)",
  );
  return {
    add(request, corrections) {
      const event = chain.next();
      const { key, digest } = keys.take(request, "business");
      for (const { npi, field, value, date } of corrections) {
        const sealed = seal(key, Buffer.from(value), placeOf(request, field, npi), random);
        write.run(npi, field, sealed, request, date, event);
      }
      const rows = digestOfCorrections(db, event);
      const body = { corrections: corrections.length, key: digest, rows };
      chain.append({ kind: "corrected", request, body });
    },
    open(npi, field, request, value) {
      const { key } = keys.find(request, "business") ?? {};
      const isWhole = key !== undefined && value instanceof Uint8Array;
      const plain = isWhole ? unseal(key, value, placeOf(request, field, npi)) : undefined;
      if (plain === undefined) throw unreadable(db);
      return plain.toString();
    },
  };
}

function placeOf(request: string, field: string, npi: Buffer): string[] {
  return [request, "correction", field, npi.toString("hex")];
}
