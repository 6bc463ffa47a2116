import { timingSafeEqual } from "node:crypto";
import type { ApiKey, Charge } from "../../../model/api-key.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { KeyStore } from "../../key-store.ts";
import { createTogether } from "../../together.ts";
import {
  newToken,
  type Random,
  readToken,
  secretHash,
  type Token,
  tokenText,
} from "../../token.ts";
import { type LedgerForm, openLedgerFile } from "../open-ledger-file.ts";
import { inTransaction } from "../transaction.ts";
import { chargedLeadsSchema, createChargedLeads } from "./charged-leads.ts";
import { createKeyRows, type KeptKey, keyRowsSchema } from "./key-rows.ts";

interface KeyStoreOptions {
  now: () => Date;
  random: Random;
}

const form: LedgerForm = {
  /** `HBAK` */
  applicationId: 0x4842414b,
  version: 1,
  schema: keyRowsSchema + chargedLeadsSchema,
  tables: ["api_key", "run", "charged"],
};

/** @param path in a folder that is there; to be closed by the caller */
export async function openKeyStore(path: string, options: KeyStoreOptions): Promise<KeyStore> {
  const db = await openLedgerFile(path, form);
  try {
    return createKeyStore(db, options);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Whom an unknown id is compared with where there is no key. */
const nobody: KeptKey = {
  key: { id: "", name: "", scopes: [], created_at: "", spent: 0 },
  secretHash: new Uint8Array(32),
  endsAt: Number.NEGATIVE_INFINITY,
};

/**
 * Charges are written without waiting for the disk, which would take longer than all else. They
 * outlive the program; a power cut may take the last ones with it, each with its leads, so that a
 * lead is still charged once. Keys that are made or revoked wait for the disk, and so do all before.
 */
function withoutWaiting<T>(db: SqliteDatabase, work: () => T): T {
  db.exec("PRAGMA synchronous=NORMAL");
  try {
    return work();
  } finally {
    db.exec("PRAGMA synchronous=FULL");
  }
}

interface Charging {
  id: string;
  charge: Charge;
}

interface Spent {
  key: ApiKey;
  left: number;
}

function countOf(charge: Charge): number {
  return "ids" in charge ? charge.ids.length : charge.count;
}

function createKeyStore(db: SqliteDatabase, { now, random }: KeyStoreOptions): KeyStore {
  const rows = createKeyRows(db);
  const leads = createChargedLeads(db);
  const version = db.prepare("PRAGMA data_version");
  let seenVersion: unknown;
  let known = new Map<string, KeptKey>();
  let ids: string[] = [];

  function reload(): void {
    known = new Map(rows.all().map((kept) => [kept.key.id, kept]));
    ids = [...known.keys()];
  }

  /** As the file has them: what another connection has written shows by its version. */
  function current(): ReadonlyMap<string, KeptKey> {
    const found = version.get()?.[0];
    if (found !== seenVersion) reload();
    seenVersion = found;
    return known;
  }

  /** An unknown id is compared with some key, so that it takes as long to come by. */
  function someKey({ secret }: Token): KeptKey {
    const place = Number.parseInt(secret.slice(0, 8), 16) % ids.length;
    return known.get(ids[place] ?? "") ?? nobody;
  }

  /** Within a transaction; undefined where the cap does not reach, and nothing is written then. */
  function spend({ id, charge }: Charging): Spent | undefined {
    const key = rows.find(id)?.key;
    if (key === undefined) throw new Error("a key that is not there was to be charged");
    const { run_key, ids = [] } = "ids" in charge ? charge : {};
    const open = run_key === undefined ? undefined : leads.open(id, run_key, ids);
    const spent = key.spent + (open?.n ?? countOf(charge));
    const { spend_cap = Number.POSITIVE_INFINITY } = key;
    if (spent > spend_cap) return undefined;
    open?.save();
    if (spent !== key.spent) rows.setSpent(id, spent);
    return { key: { ...key, spent }, left: spend_cap - spent };
  }

  const charged = createTogether((asked: readonly Charging[]) => {
    const all = withoutWaiting(db, () => inTransaction(db, () => asked.map(spend)));
    for (const { key } of all.flatMap((spent) => spent ?? [])) {
      const kept = known.get(key.id);
      if (kept !== undefined) known.set(key.id, { ...kept, key });
    }
    return all;
  });

  return {
    isAsked: async () => current().size > 0,
    async hasUsable() {
      const at = now().getTime();
      return [...current().values()].some(({ endsAt }) => at < endsAt);
    },
    async authenticate(text) {
      const token = readToken(text);
      // All is looked at, whatever comes first: every refusal takes the same way.
      const found = current().get(token.id);
      const other = someKey(token);
      const { key, secretHash: expected, endsAt } = found ?? other;
      const isRight = timingSafeEqual(secretHash(token), expected);
      const isInForce = now().getTime() < endsAt;
      return found !== undefined && isRight && isInForce ? key : undefined;
    },
    charge: async (id, charge) => (await charged({ id, charge }))?.left,
    async create(terms) {
      const token = newToken(random);
      const createdAt = now().toISOString();
      inTransaction(db, () => rows.add(token.id, secretHash(token), terms, createdAt));
      reload();
      return {
        key: { ...terms, id: token.id, created_at: createdAt, spent: 0 },
        token: tokenText(token),
      };
    },
    list: async () => rows.all().map(({ key }) => key),
    async revoke(id) {
      inTransaction(db, () => {
        rows.revoke(id, now().toISOString());
        leads.forget(id);
      });
      reload();
      return rows.find(id)?.key;
    },
    close: async () => db.close(),
  };
}
