import { createHmac } from "node:crypto";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { ChainEvent, NewEvent } from "../../chain-event.ts";

/** The head stands apart, so that events taken off the end are missed. */
export const eventChainSchema = `
  CREATE TABLE event(
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
    request TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
  );
  CREATE TABLE head(seq INTEGER NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL);`;

export const noPrevious = "0".repeat(64);

export interface EventChain {
  /** Within the transaction that does what it tells of. */
  append(event: NewEvent): ChainEvent;
  /** What `seq` the next event will have; within the same transaction. */
  next(): number;
}

/** Whoever has not the ledger's secret can make no event and no head that fits. */
export function chainHash(secret: Uint8Array): {
  /** @param body as it stands in the file, so that no other way to write it passes */
  ofEvent: (event: Omit<ChainEvent, "hash" | "body">, body: string) => string;
  ofHead: (seq: number, hash: string) => string;
} {
  const key = createHmac("sha256", secret).update("event chain").digest();
  const mac = (parts: readonly unknown[]) =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest("hex");
  return {
    ofEvent: ({ seq, at, actor, kind, request, previous }, body) =>
      mac(["event", seq, at, actor, kind, request, body, previous]),
    ofHead: (seq, hash) => mac(["head", seq, hash]),
  };
}

export function createEventChain(
  db: SqliteDatabase,
  secret: Uint8Array,
  { now, actor }: { now: () => Date; actor: string },
): EventChain {
  const hashes = chainHash(secret);
  const insert = db.prepare(
    "INSERT INTO event(seq, at, actor, kind, request, body, previous, hash) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const readHead = db.prepare("SELECT seq, hash FROM head");
  const dropHead = db.prepare("DELETE FROM head");
  const putHead = db.prepare("INSERT INTO head(seq, hash, seal) VALUES(?, ?, ?)");
  const next = () => Number(readHead.get()?.[0] ?? 0) + 1;
  return {
    next,
    append(event) {
      const previous = String(readHead.get()?.[1] ?? noPrevious);
      const told = { ...event, seq: next(), at: now().toISOString(), actor, previous };
      const body = JSON.stringify(told.body);
      const hash = hashes.ofEvent(told, body);
      insert.run(told.seq, told.at, actor, told.kind, told.request, body, told.previous, hash);
      dropHead.run();
      putHead.run(told.seq, hash, hashes.ofHead(told.seq, hash));
      return { ...told, hash };
    },
  };
}
