import { randomUUID } from "node:crypto";
import { ServiceError } from "../../model/errors.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { Random } from "../token.ts";
import { createEventChain, type EventChain, eventChainSchema } from "./chain/event-chain.ts";
import { digestOfSchema } from "./chain/schema-digest.ts";
import { type LedgerForm, openLedgerFile, openMadeLedgerFile } from "./open-ledger-file.ts";
import { sealedSchema } from "./requests/sealed-schema.ts";
import { knownSecret, secretCheckSchema, settleSecret } from "./settle-secret.ts";
import { suppressionSchema } from "./suppressions/suppression-schema.ts";
import { inTransaction } from "./transaction.ts";

/** `ledger.db`: one row says what it is, and which suppression number was the last. */
export const ledgerForm: LedgerForm = {
  /** `HBLG` */
  applicationId: 0x48424c47,
  version: 1,
  schema: `${secretCheckSchema}
    CREATE TABLE ledger(id TEXT NOT NULL, number INTEGER NOT NULL);
    ${eventChainSchema}
    ${suppressionSchema}
    ${sealedSchema}`,
  tables: [
    "secret_check",
    "ledger",
    "event",
    "head",
    "suppression",
    "suppression_key",
    "correction",
    "data_key",
    "sealed",
  ],
};

export interface LedgerWorld {
  now: () => Date;
  random: Random;
  /** Who is at it, for the events. */
  actor: string;
}

/** The ledger's own file, with its secret. */
export interface LedgerFile {
  db: SqliteDatabase;
  /** UUID. */
  id: string;
  secret: Uint8Array;
  chain: EventChain;
  random: Random;
}

/**
 * Opens the ledger, and makes it with its first event when it is not there.
 *
 * @param keyFile where its secret is, made with it; to be closed by the caller
 */
export async function openLedger(
  path: string,
  keyFile: string,
  world: LedgerWorld,
): Promise<LedgerFile> {
  const db = await openLedgerFile(path, ledgerForm);
  return orClosed(db, () =>
    inTransaction(db, () => {
      const id = idOf(db);
      const secret =
        id === undefined ? settleSecret(db, keyFile, world.random) : knownSecret(db, keyFile);
      const chain = createEventChain(db, secret, world);
      return { db, id: id ?? create(db, chain), secret, chain, random: world.random };
    }),
  );
}

/**
 * Opens a ledger that is there. Throws ServiceError where it cannot be used.
 *
 * @param keyFile where its secret is; to be closed by the caller
 */
export async function openMadeLedger(
  path: string,
  keyFile: string,
  world: LedgerWorld,
): Promise<LedgerFile> {
  const db = await openMadeLedgerFile(path, ledgerForm);
  return orClosed(db, () => {
    const id = idOf(db);
    if (id === undefined) throw damaged(path);
    const secret = knownSecret(db, keyFile);
    const chain = createEventChain(db, secret, world);
    return { db, id, secret, chain, random: world.random };
  });
}

function orClosed<T>(db: SqliteDatabase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    db.close();
    throw error;
  }
}

function idOf(db: SqliteDatabase): string | undefined {
  const id = db.get("SELECT id FROM ledger")?.[0];
  return id === undefined ? undefined : String(id);
}

function create(db: SqliteDatabase, chain: EventChain): string {
  const id = randomUUID();
  db.prepare("INSERT INTO ledger(id, number) VALUES(?, 0)").run(id);
  chain.append({
    kind: "ledger_created",
    request: "",
    body: { ledger: id, schema: digestOfSchema(db) },
  });
  return id;
}

function damaged(path: string): ServiceError {
  return new ServiceError(
    "ledger_damaged",
    `The ledger file ${path} is damaged: it does not say which ledger it is.`,
    "Restore it from a backup.",
  );
}
