import type { LedgerMark } from "../../../model/ledger-mark.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { nobodyWithheld, type WithheldNpis } from "../../withheld-store.ts";
import { damagedRelease, decoding } from "../release/damaged-release.ts";

const markKey = "ledger_mark";
/** Rows at a time: a million at once would stand in memory twice. */
const rowsPerRead = 50_000;

/** What the release remembers of the ledger. */
export function readMark(db: SqliteDatabase): LedgerMark | undefined {
  // One that a half copy left without it is refused by whoever opens it.
  if (db.get("SELECT 1 FROM sqlite_schema WHERE name='meta'") === undefined) return undefined;
  const text = db.get("SELECT value FROM meta WHERE key=?", markKey)?.[0];
  if (text === undefined) return undefined;
  const mark: Partial<LedgerMark> | null = decoding(db.path, () => JSON.parse(String(text)));
  const { ledger, number, event } = mark ?? {};
  const isText = typeof ledger === "string" && typeof event === "string";
  if (isText && typeof number === "number") return { ledger, number, event };
  throw damagedRelease(db.path, "it does not say which ledger it is used with");
}

export function putMark(db: SqliteDatabase, { ledger, number, event }: LedgerMark): void {
  const put = db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
  put.run(markKey, JSON.stringify({ ledger, number, event }));
}

/** Mark and rows of one state of the file: within a transaction. */
export function readWithheld(db: SqliteDatabase): WithheldNpis {
  const mark = readMark(db);
  const count = Number(db.get("SELECT count(*) FROM withheld")?.[0]);
  if (count === 0) return { ...nobodyWithheld, mark };
  const npis = new Uint32Array(count);
  const ids = new Float64Array(count);
  let people = 0;
  let rows = 0;
  for (const [npi, suppression] of withheldRows(db)) {
    if (npis[people - 1] !== npi) npis[people++] = npi;
    ids[rows++] = suppression;
  }
  let suppressions: ReadonlySet<number> | undefined;
  return {
    mark,
    npis: npis.slice(0, people),
    // Five times what the numbers take: made for whoever asks.
    get suppressions() {
      suppressions ??= new Set(ids);
      return suppressions;
    },
  };
}

function* withheldRows(db: SqliteDatabase): Generator<[npi: number, suppression: number]> {
  const select = db.prepare(
    `SELECT npi, suppression FROM withheld WHERE (npi, suppression)>(?1, ?2)
     ORDER BY npi, suppression LIMIT ${rowsPerRead}`,
  );
  for (let last = [0, 0]; ; ) {
    const rows = select.all(...last) as [number, number][];
    const end = rows.at(-1);
    if (end === undefined) return;
    yield* rows;
    last = end;
  }
}
