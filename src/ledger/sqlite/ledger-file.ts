import { randomUUID } from "node:crypto";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { Random } from "../token.ts";
import { createEventChain, type EventChain, eventChainSchema } from "./event-chain.ts";
import { type LedgerForm, openLedgerFile } from "./open-ledger-file.ts";
import { secretCheckSchema, settleSecret } from "./settle-secret.ts";
import { suppressionSchema } from "./suppression-schema.ts";
import { inTransaction } from "./transaction.ts";

/** `ledger.db`: one row says what it is, and which suppression number was the last. */
const form: LedgerForm = {
  /** `HBLG` */
  applicationId: 0x48424c47,
  version: 1,
  schema: `${secretCheckSchema}
    CREATE TABLE ledger(id TEXT NOT NULL, created TEXT NOT NULL, number INTEGER NOT NULL);
    ${eventChainSchema}
    ${suppressionSchema}`,
  tables: ["secret_check", "ledger", "event", "head", "suppression", "suppression_key"],
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
  const db = await openLedgerFile(path, form);
  try {
    return inTransaction(db, () => {
      const secret = settleSecret(db, keyFile, world.random);
      const chain = createEventChain(db, secret, world);
      return { db, id: idOf(db, chain, world), secret, chain };
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

function idOf(db: SqliteDatabase, chain: EventChain, { now }: LedgerWorld): string {
  const found = db.get("SELECT id FROM ledger")?.[0];
  if (found !== undefined) return String(found);
  const id = randomUUID();
  const insert = db.prepare("INSERT INTO ledger(id, created, number) VALUES(?, ?, 0)");
  insert.run(id, now().toISOString());
  chain.append({ kind: "ledger_created", request: "", body: { ledger: id } });
  return id;
}
