import { createHash, createHmac } from "node:crypto";
import { ServiceError } from "../../../model/errors.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { seal, sealKeyBytes, unseal } from "../../seal.ts";
import type { SealedClass } from "../../sealed-store.ts";
import type { Random } from "../../token.ts";

/** What the parts of one class of a request are sealed under. */
interface DataKey {
  key: Uint8Array;
  /** SHA-256 of the key as it stands in the file, wrapped; hex. */
  digest: string;
}

export interface DataKeys {
  /** Made where there is none; within a transaction. */
  take(request: string, sealedClass: SealedClass): DataKey;
  /** undefined where there is none, or no more. */
  find(request: string, sealedClass: SealedClass): DataKey | undefined;
}

/** Random keys, in the file wrapped by a key that is made of the ledger's secret. */
export function createDataKeys(db: SqliteDatabase, secret: Uint8Array, random: Random): DataKeys {
  const wrapping = createHmac("sha256", secret).update("data keys").digest();
  const read = db.prepare("SELECT wrapped FROM data_key WHERE request = ? AND class = ?");
  const write = db.prepare("INSERT INTO data_key(request, class, wrapped) VALUES(?, ?, ?)");

  function find(request: string, sealedClass: SealedClass): DataKey | undefined {
    const wrapped = read.get(request, sealedClass)?.[0];
    if (wrapped === undefined) return undefined;
    const isBytes = wrapped instanceof Uint8Array;
    const key = isBytes ? unseal(wrapping, wrapped, placeOf(request, sealedClass)) : undefined;
    if (!isBytes || key === undefined) throw unreadable(db);
    return { key, digest: digestOf(wrapped) };
  }

  return {
    find,
    take(request, sealedClass) {
      const known = find(request, sealedClass);
      if (known !== undefined) return known;
      const key = random(sealKeyBytes);
      const wrapped = seal(wrapping, key, placeOf(request, sealedClass), random);
      write.run(request, sealedClass, wrapped);
      return { key, digest: digestOf(wrapped) };
    },
  };
}

function placeOf(request: string, sealedClass: SealedClass): string[] {
  return ["data key", request, sealedClass];
}

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What was sealed with this ledger's secret does not open any more. */
export function unreadable({ path }: SqliteDatabase): ServiceError {
  return new ServiceError(
    "ledger_damaged",
    `The ledger file ${path} is damaged: what was sealed in it does not open.`,
    "See what is wrong with: heartbeat ledger audit",
  );
}
