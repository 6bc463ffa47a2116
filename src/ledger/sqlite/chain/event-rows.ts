import type { SqliteDatabase } from "../../../store/sqlite.ts";

/** An event as it stands in the file, which may have been altered. */
export interface EventRow {
  seq: number;
  at: string;
  actor: string;
  kind: string;
  request: string;
  /** JSON. */
  body: string;
  previous: string;
  hash: string;
  /** Whether its cells are the texts that they read as. */
  isText: boolean;
}

const cells = ["at", "actor", "kind", "request", "body", "previous", "hash"];

/** A driver may read a text up to its first zero, and a number as a text. */
const isText = cells
  .map((cell) => `typeof(${cell}) = 'text' AND instr(${cell}, char(0)) = 0`)
  .join(" AND ");

/** Events that are read at a time. */
const rowsOfPage = 1_000;

/** All events, in their order. */
export function* eventRows(db: SqliteDatabase): Generator<EventRow> {
  const page = db.prepare(
    `SELECT seq, ${cells.join(", ")}, ${isText} FROM event WHERE seq > ? ORDER BY seq LIMIT ${rowsOfPage}`,
  );
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(last);
    for (const [seq, at, actor, kind, request, body, previous, hash, isWhole] of rows) {
      last = Number(seq);
      yield {
        ...{ seq: last, at: String(at), actor: String(actor), kind: String(kind) },
        ...{ request: String(request), body: String(body), previous: String(previous) },
        ...{ hash: String(hash), isText: isWhole === 1 },
      };
    }
    if (rows.length < rowsOfPage) return;
  }
}

export type EventBody = Readonly<Record<string, string | number | boolean>>;

export function bodyOf({ body }: Pick<EventRow, "body">): EventBody {
  return JSON.parse(body) as EventBody;
}
