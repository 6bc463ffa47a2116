import { createHash } from "node:crypto";
import type { SqliteDatabase } from "../../../store/sqlite.ts";

/** Notices at a time: millions at once would stand in memory. */
const perRead = 20_000;

/** SHA-256 (hex) over all notices of channels: they have no chain of events. */
export function digestOfNotices(db: SqliteDatabase): string {
  const digest = createHash("sha256");
  const read = db.prepare(
    `SELECT subject, channel, reason, source, hex(subject), date FROM notice
     WHERE (subject, channel, reason, source)>(?1, ?2, ?3, ?4)
     ORDER BY subject, channel, reason, source LIMIT ${perRead}`,
  );
  for (let last = read.all(new Uint8Array(), "", "", ""); last.length > 0; ) {
    for (const [, ...told] of last) digest.update(`${JSON.stringify(told)}\n`);
    const [subject = null, channel = null, reason = null, source = null] = last.at(-1) ?? [];
    last = read.all(subject, channel, reason, source);
  }
  return digest.digest("hex");
}
