import { ServiceError } from "../../../model/errors.ts";
import type { ChainEvent } from "../../chain-event.ts";
import { createKeyedHash } from "../../keyed-hash.ts";
import type { RequestStore } from "../../request-store.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { inTransaction } from "../transaction.ts";
import { createSealedRows } from "./sealed-rows.ts";
import { createSealedStore } from "./sqlite-sealed-store.ts";

const columns = "seq, at, actor, kind, request, body, previous, hash";

/** @param ledger is closed with the store */
export function createRequestStore(ledger: LedgerFile): RequestStore {
  const { db, chain, id, secret } = ledger;
  const sealed = createSealedRows(ledger);
  const ofRequest = db.prepare(`SELECT ${columns} FROM event WHERE request = ? ORDER BY seq`);
  const ofAll = db.prepare(`SELECT ${columns} FROM event WHERE request <> '' ORDER BY seq`);
  const ofThatKind = db.prepare(
    `SELECT ${columns} FROM event WHERE kind = ? AND at >= ? AND request <> '' ORDER BY seq`,
  );
  const referencesTo = createKeyedHash(secret, "request npi");
  const last = db.prepare("SELECT max(seq) FROM event WHERE request = ?");
  const keyed = createKeyedHash(ledger.secret, "entered request");
  const lastOf = (request: string) => Number(last.get(request)?.[0] ?? 0);

  return {
    ...createSealedStore(ledger),
    ledger: id,
    keyOf: (text) => keyed([text]).toString("hex"),
    eventsOf: async (request) => ofRequest.all(request).map(eventOf),
    async all() {
      const found = new Map<string, ChainEvent[]>();
      for (const event of ofAll.all().map(eventOf)) {
        const events = found.get(event.request);
        if (events === undefined) found.set(event.request, [event]);
        else events.push(event);
      }
      return found;
    },
    ofKind: async (kind, since) => ofThatKind.all(kind, since).map(eventOf),
    referenceTo: (npi) => referencesTo([npi]).toString("hex"),
    record: async (request, after, steps) =>
      inTransaction(db, () => {
        if (lastOf(request) !== after) throw changed();
        for (const { kind, body, parts = [] } of steps) {
          for (const part of parts) sealed.add({ ...part, request });
          chain.append({ kind, request, body });
        }
        return lastOf(request);
      }),
  };
}

function eventOf(row: readonly unknown[]): ChainEvent {
  const [seq, at, actor, kind, request, body, previous, hash] = row;
  return {
    ...{ seq: Number(seq), at: String(at), actor: String(actor), kind: String(kind) },
    ...{ request: String(request), body: JSON.parse(String(body)) as ChainEvent["body"] },
    ...{ previous: String(previous), hash: String(hash) },
  };
}

function changed(): ServiceError {
  return new ServiceError(
    "request_changed",
    "Somebody else has taken a step of this request meanwhile: nothing was done.",
    "Look at it again: heartbeat dsar show --id ID",
  );
}
