import { createHmac } from "node:crypto";
import { ServiceError } from "../../model/errors.ts";
import type { SqliteDatabase, SqlValue } from "../../store/sqlite.ts";
import { makeSecret, readSecret } from "../secret-file.ts";
import type { Random } from "../token.ts";

export const secretCheckSchema = "CREATE TABLE secret_check(value TEXT NOT NULL);";

/**
 * The secret that a file of the ledger was made with. One that is new takes the secret that is
 * there, or has it made. To be called within a transaction: of several processes one makes it.
 */
export function settleSecret(db: SqliteDatabase, path: string, random: Random): Uint8Array {
  if (expectedOf(db) !== undefined) return knownSecret(db, path);
  const secret = readSecret(path) ?? makeSecret(path, random);
  db.prepare("INSERT INTO secret_check(value) VALUES(?)").run(checkOf(secret));
  return secret;
}

/** The same of a file that has one. */
export function knownSecret(db: SqliteDatabase, path: string): Uint8Array {
  const expected = expectedOf(db);
  const found = readSecret(path);
  if (found !== undefined && checkOf(found) === expected) return found;
  throw new ServiceError(
    found === undefined ? "ledger_key_missing" : "ledger_key_wrong",
    found === undefined
      ? `${path}, the secret of the ledger, is not there, and ${db.path} was made with it.`
      : `${path} is another secret than ${db.path} was made with.`,
    "Restore it from where secrets are kept; without it nobody can be found in the ledger.",
  );
}

function expectedOf(db: SqliteDatabase): SqlValue | undefined {
  return db.get("SELECT value FROM secret_check")?.[0];
}

/** Tells secrets apart, and nothing about them. */
export function checkOf(secret: Uint8Array): string {
  return createHmac("sha256", secret).update("check").digest("hex");
}
