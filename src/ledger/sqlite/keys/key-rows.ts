import { type ApiKey, type Scope, scopes } from "../../../model/api-key.ts";
import type { SqliteDatabase, SqlRow } from "../../../store/sqlite.ts";
import type { KeyTerms } from "../../key-store.ts";

/** A key with what a token is checked by. */
export interface KeptKey {
  key: ApiKey;
  secretHash: Uint8Array;
  /** When it stops being one, in milliseconds: never, or long ago where it is revoked. */
  endsAt: number;
}

/** The keys as they stand in the file. */
export interface KeyRows {
  add(id: string, secretHash: Uint8Array, terms: KeyTerms, createdAt: string): void;
  all(): KeptKey[];
  find(id: string): KeptKey | undefined;
  /** A key that is revoked stays so since the first time. */
  revoke(id: string, at: string): void;
  setSpent(id: string, spent: number): void;
}

export const keyRowsSchema = `
  CREATE TABLE api_key(
    id TEXT PRIMARY KEY, secret_hash BLOB NOT NULL, name TEXT NOT NULL, scopes TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT,
    per_minute INTEGER, spend_cap INTEGER, spent INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
`;

const columns =
  "id, secret_hash, name, scopes, created_at, expires_at, revoked_at, per_minute, spend_cap, spent";

export function createKeyRows(db: SqliteDatabase): KeyRows {
  const insert = db.prepare(
    "INSERT INTO api_key(id, secret_hash, name, scopes, created_at, expires_at, per_minute, spend_cap) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const selectAll = db.prepare(`SELECT ${columns} FROM api_key ORDER BY created_at, id`);
  const selectOne = db.prepare(`SELECT ${columns} FROM api_key WHERE id=?`);
  const setRevoked = db.prepare(
    "UPDATE api_key SET revoked_at=? WHERE id=? AND revoked_at IS NULL",
  );
  const updateSpent = db.prepare("UPDATE api_key SET spent=? WHERE id=?");
  return {
    add(id, secretHash, { name, scopes, expires_at, per_minute, spend_cap }, createdAt) {
      insert.run(
        ...[id, secretHash, name, scopes.join(","), createdAt],
        ...[expires_at ?? null, per_minute ?? null, spend_cap ?? null],
      );
    },
    all: () => selectAll.all().map(toKept),
    find(id) {
      const row = selectOne.get(id);
      return row === undefined ? undefined : toKept(row);
    },
    revoke: (id, at) => setRevoked.run(at, id),
    setSpent: (id, spent) => updateSpent.run(spent, id),
  };
}

function toKept(row: SqlRow): KeptKey {
  const [id, secretHash, name, scopeList, created_at, expires_at, revoked_at] = row;
  const [per_minute, spend_cap, spent] = row.slice(7);
  const named = String(scopeList).split(",");
  const key: ApiKey = {
    id: String(id),
    name: String(name),
    scopes: scopes.filter((scope: Scope) => named.includes(scope)),
    created_at: String(created_at),
    ...(expires_at === null ? {} : { expires_at: String(expires_at) }),
    ...(revoked_at === null ? {} : { revoked_at: String(revoked_at) }),
    ...(per_minute === null ? {} : { per_minute: Number(per_minute) }),
    ...(spend_cap === null ? {} : { spend_cap: Number(spend_cap) }),
    spent: Number(spent),
  };
  return { key, secretHash: secretHash as Uint8Array, endsAt: endOf(key) };
}

function endOf({ expires_at, revoked_at }: ApiKey): number {
  if (revoked_at !== undefined) return Number.NEGATIVE_INFINITY;
  return expires_at === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires_at);
}
