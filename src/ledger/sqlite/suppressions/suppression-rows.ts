import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { SuppressionTerms } from "../../suppression-store.ts";

/** A key as its row has it. */
export interface KeyRow {
  /** Place in `subjectKinds`. */
  kind: number;
  /** Hex. */
  hash: string;
}

/** The rows of suppressions, within the caller's transaction. */
export interface SuppressionRows {
  /** Whether one in force on the same terms, of whatever day, has all of these keys. */
  has(terms: SuppressionTerms, keys: readonly KeyRow[]): boolean;
  insert(terms: SuppressionTerms, keys: readonly KeyRow[], number: number): void;
  lift(id: number, number: number): void;
  number(): number;
  setNumber(number: number): void;
}

export function createSuppressionRows(db: SqliteDatabase): SuppressionRows {
  const last = db.prepare("SELECT coalesce(max(id), 0) FROM suppression");
  const insertOne = db.prepare(
    "INSERT INTO suppression(id, reason, channel, source, date, reversible, added) VALUES(?, ?, ?, ?, ?, ?, ?)",
  );
  const insertKey = db.prepare(
    "INSERT INTO suppression_key(kind, hash, suppression) VALUES(?, unhex(?), ?)",
  );
  const lift = db.prepare("UPDATE suppression SET lifted = ?2 WHERE id = ?1");
  const readNumber = db.prepare("SELECT number FROM ledger");
  const writeNumber = db.prepare("UPDATE ledger SET number = ?");
  const withKey = db.prepare(
    `SELECT suppression.id FROM suppression_key AS key
     JOIN suppression ON suppression.id = key.suppression
     WHERE key.kind = ? AND key.hash = unhex(?) AND lifted IS NULL
       AND reason = ? AND channel = ? AND source = ? AND reversible = ?`,
  );
  const hasKey = db.prepare(
    "SELECT 1 FROM suppression_key WHERE kind = ? AND hash = unhex(?) AND suppression = ?",
  );

  return {
    has({ reason, channel, source, reversible }, [first, ...others]) {
      if (first === undefined) return false;
      const terms = [reason, channel, source, Number(reversible)];
      return withKey
        .all(first.kind, first.hash, ...terms)
        .some(([id = 0]) =>
          others.every(({ kind, hash }) => hasKey.get(kind, hash, id) !== undefined),
        );
    },
    insert({ reason, channel, source, date, reversible }, keys, number) {
      const id = Number(last.get()?.[0]) + 1;
      insertOne.run(id, reason, channel, source, date, Number(reversible), number);
      for (const { kind, hash } of keys) insertKey.run(kind, hash, id);
    },
    lift(id, number) {
      lift.run(id, number);
    },
    number: () => Number(readNumber.get()?.[0]),
    setNumber(number) {
      writeNumber.run(number);
    },
  };
}
