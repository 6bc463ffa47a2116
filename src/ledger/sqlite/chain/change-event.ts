import type { SqliteDatabase } from "../../../store/sqlite.ts";

/** A body that somebody has altered may be no JSON; finding that out is the audit's. */
const numberOf = "iif(json_valid(body), body ->> '$.number', NULL)";

/**
 * Finds the event of a suppression number. Numbers rise along the chain and a registry knows one of
 * the last, so it is read from the end, and no further than to the first that is not above.
 *
 * @returns its hash, hex; undefined where no change has the number
 */
export function createChangeEvents(db: SqliteDatabase): (number: number) => string | undefined {
  const last = db.prepare(
    `SELECT hash, ${numberOf} FROM event
     WHERE kind IN ('suppressed', 'lifted', 'restored') AND ${numberOf} <= ?
     ORDER BY seq DESC LIMIT 1`,
  );
  return (number) => {
    const [hash, found] = last.get(number) ?? [];
    return found === number ? String(hash) : undefined;
  };
}
