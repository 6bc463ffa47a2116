import { createHash } from "node:crypto";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { exact } from "./exact-cell.ts";

/** Suppressions that are read at a time. */
const rowsOfPage = 2_000;

const terms = ["id", "reason", "channel", "source", "date", "reversible"];

const keys = `(SELECT group_concat(${exact("hash")} || ',' || ${exact("kind")}, ';')
  FROM (SELECT hash, kind FROM suppression_key WHERE suppression = id ORDER BY kind, hash))`;

/**
 * SHA-256 (hex) of the suppressions that came with a change, with their keys; for the event that
 * tells of it. A suppression that is lifted later reads the same.
 */
export function digestOfAdded(db: SqliteDatabase, number: number): string {
  const cells = terms.map(exact).join(" || ',' || ");
  return digestOf(db, `${cells} || '|' || coalesce(${keys}, '')`, "added", number);
}

/** SHA-256 (hex) of the ids that a change has lifted. */
export function digestOfLifted(db: SqliteDatabase, number: number): string {
  return digestOf(db, exact("id"), "lifted", number);
}

function digestOf(
  db: SqliteDatabase,
  text: string,
  change: "added" | "lifted",
  number: number,
): string {
  const page = db.prepare(
    `SELECT id, ${text} FROM suppression WHERE ${change} = ? AND id > ? ORDER BY id LIMIT ${rowsOfPage}`,
  );
  const digest = createHash("sha256");
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(number, last);
    for (const row of rows) digest.update(`${row[1]}\n`);
    if (rows.length < rowsOfPage) return digest.digest("hex");
    last = Number(rows.at(-1)?.[0]);
  }
}
