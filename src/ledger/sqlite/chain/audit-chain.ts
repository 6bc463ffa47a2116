import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { AuditFinding } from "../../audit.ts";
import { chainHash, noPrevious } from "./event-chain.ts";
import { type EventRow, eventRows } from "./event-rows.ts";

/**
 * Follows the chain from its first event to its head.
 *
 * @param onEvent gets every event that is as it was written
 * @param onFinding gets what is wrong
 */
export function auditChain(
  db: SqliteDatabase,
  secret: Uint8Array,
  onEvent: (event: EventRow) => void,
  onFinding: (finding: AuditFinding) => void,
): number {
  const hashes = chainHash(secret);
  let events = 0;
  let seq = 0;
  let previous = noPrevious;
  for (const event of eventRows(db)) {
    events++;
    if (event.seq !== seq + 1) onFinding({ problem: "event_missing", seq: seq + 1 });
    const isWritten = event.isText && hashes.ofEvent(event, event.body) === event.hash;
    if (!isWritten) onFinding({ problem: "event_altered", seq: event.seq });
    else {
      const follows = event.previous === previous;
      if (!follows && event.seq === seq + 1) {
        onFinding({ problem: "event_misplaced", seq: event.seq });
      }
      onEvent(event);
    }
    seq = event.seq;
    previous = event.hash;
  }
  auditHead();
  return events;

  function auditHead(): void {
    // Compared by SQLite: a driver may read another value as the same.
    const fits = db.get(
      "SELECT count(*), (SELECT count(*) FROM head) FROM head WHERE seq = ? AND hash = ? AND seal = ?",
      ...[seq, previous, hashes.ofHead(seq, previous)],
    );
    if (fits?.[0] === 1 && fits[1] === 1) return;
    const [headSeq, hash, seal] = db.get("SELECT seq, hash, seal FROM head") ?? [];
    const isGenuine = seal === hashes.ofHead(Number(headSeq), String(hash));
    if (isGenuine && Number(headSeq) > seq) onFinding({ problem: "events_cut", seq: seq + 1 });
    else onFinding({ problem: "head_altered" });
  }
}
