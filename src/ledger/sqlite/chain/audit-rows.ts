import type { SqliteDatabase, SqlValue } from "../../../store/sqlite.ts";
import type { AuditFinding } from "../../audit.ts";
import { digestOfCorrections } from "../requests/correction-digest.ts";
import { digestOf } from "../requests/data-keys.ts";
import { digestOfAdded, digestOfLifted } from "./change-digest.ts";
import { digestOfSchema } from "./schema-digest.ts";
import type { ToldRows, ToldSealed } from "./told-rows.ts";

type Find = (finding: AuditFinding) => void;

/** Whether the rows beside the chain are those that its events tell of. */
export function auditRows(
  db: SqliteDatabase,
  { check, withoutEvidence }: { check: string; withoutEvidence: boolean },
  told: ToldRows,
  find: Find,
): void {
  const { ledger, schema } = told.made();
  if (digestOfSchema(db) !== schema) find({ problem: "schema_altered" });
  const isItself =
    isOnly(db, "ledger", "id = ? AND number = ?", ledger, told.number()) &&
    isOnly(db, "secret_check", "value = ?", check);
  if (!isItself) find({ problem: "ledger_altered" });
  auditSuppressions(db, told, find);
  auditCorrections(db, told, find);
  const sealed = [...told.sealed()].filter((one) => !withoutEvidence || one.class !== "evidence");
  auditSealed(db, sealed, find);
}

/** Compared by SQLite: a driver may read another value as the same. */
function isOnly(db: SqliteDatabase, table: string, like: string, ...of: SqlValue[]): boolean {
  const counts = `SELECT count(*), (SELECT count(*) FROM ${table}) FROM ${table} WHERE ${like}`;
  const [same, all] = db.get(counts, ...of) ?? [];
  return same === 1 && all === 1;
}

function auditSuppressions(db: SqliteDatabase, { changes }: ToldRows, find: Find): void {
  const problem = "suppressions_altered";
  const table = "suppression";
  for (const [number, { seq, added, lifted }] of changes) {
    const isAdded = added === undefined || digestOfAdded(db, number) === added;
    const isLifted = lifted === undefined || digestOfLifted(db, number) === lifted;
    if (!isAdded || !isLifted) find({ problem, seq, table });
  }
  const numbers = (column: string) =>
    db.prepare(`SELECT DISTINCT ${column} FROM suppression WHERE ${column} IS NOT NULL`).all();
  const isTold = (side: "added" | "lifted") =>
    numbers(side).every(([number]) => changes.get(number as number)?.[side] !== undefined);
  if (!isTold("added") || !isTold("lifted")) find({ problem: "rows_unknown", table });
  const strays = db.get(
    "SELECT count(*) FROM suppression_key WHERE suppression NOT IN (SELECT id FROM suppression)",
  );
  if (strays?.[0] !== 0) find({ problem: "rows_unknown", table: "suppression_key" });
}

function auditCorrections(db: SqliteDatabase, { corrections }: ToldRows, find: Find): void {
  const table = "correction";
  for (const [seq, rows] of corrections) {
    if (digestOfCorrections(db, seq) !== rows) find({ problem: "corrections_altered", seq, table });
  }
  const events = db.prepare("SELECT DISTINCT event FROM correction").all();
  if (!events.every(([seq]) => corrections.has(seq as number))) {
    find({ problem: "rows_unknown", table });
  }
}

function auditSealed(db: SqliteDatabase, told: readonly ToldSealed[], find: Find): void {
  const readKey = db.prepare("SELECT wrapped FROM data_key WHERE request = ? AND class = ?");
  const readPart = db.prepare(
    "SELECT bytes FROM sealed WHERE request = ? AND class = ? AND purpose = ? AND part = ?",
  );
  const counted = { data_key: 0, sealed: 0 };
  const isWritten = (bytes: SqlValue | undefined, sha256: string) =>
    bytes instanceof Uint8Array && digestOf(bytes) === sha256;

  function auditParts({ request, class: sealedClass, parts }: ToldSealed): void {
    for (const { seq, purpose, part, sha256 } of parts) {
      const bytes = readPart.get(request, sealedClass, purpose, part)?.[0];
      if (bytes !== undefined) counted.sealed++;
      if (!isWritten(bytes, sha256)) find({ problem: "sealed_altered", seq, table: "sealed" });
    }
  }

  for (const sealed of told) {
    const wrapped = readKey.get(sealed.request, sealed.class)?.[0];
    if (wrapped !== undefined) counted.data_key++;
    if (!isWritten(wrapped, sealed.key)) {
      find({ problem: "key_altered", seq: sealed.seq, table: "data_key" });
    }
    auditParts(sealed);
  }
  for (const [table, n] of Object.entries(counted)) {
    const all = db.get(`SELECT count(*) FROM ${table}`)?.[0];
    if (all !== n) find({ problem: "rows_unknown", table });
  }
}
