import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { openSqlite, type SqliteDatabase } from "../../store/sqlite.ts";
import type { LedgerFacts } from "../ledger-facts.ts";
import type { SuppressionReason } from "../suppression-store.ts";
import type { LedgerFile } from "./ledger-file.ts";
import { atOneMoment } from "./transaction.ts";

export async function readFacts({ db, id }: LedgerFile): Promise<LedgerFacts> {
  const folder = dirname(db.path);
  const beside = {
    disclosures: await rowsOf(join(folder, "disclosures.db"), "disclosure"),
    notices: await rowsOf(join(folder, "channels.db"), "notice"),
    keys: await rowsOf(join(folder, "keys.db"), "api_key"),
  };
  return atOneMoment(db, () => {
    const [number, events, at] =
      db.get(
        "SELECT number, (SELECT count(*) FROM event), (SELECT at FROM event ORDER BY seq DESC LIMIT 1) FROM ledger",
      ) ?? [];
    const suppressions = db
      .prepare(
        "SELECT reason, count(*) - count(lifted), count(lifted) FROM suppression GROUP BY 1 ORDER BY 1",
      )
      .all()
      .map(([reason, inForce, lifted]) => ({
        reason: reason as SuppressionReason,
        in_force: Number(inForce),
        lifted: Number(lifted),
      }));
    return {
      ...{ id, number: Number(number), events: Number(events), last_event_at: String(at) },
      suppressions,
      corrections: countOf(db, "correction"),
      sealed_parts: countOf(db, "sealed"),
      ...beside,
    };
  });
}

function countOf(db: SqliteDatabase, table: string): number {
  return Number(db.get(`SELECT count(*) FROM ${table}`)?.[0]);
}

async function rowsOf(path: string, table: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const db = await openSqlite(path, { store: "ledger", mode: "write" });
  try {
    return countOf(db, table);
  } finally {
    db.close();
  }
}
