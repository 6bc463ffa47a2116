import type { SqliteDatabase } from "../../store/sqlite.ts";

/** Tells at once of most subjects that nothing is said about them. */
export interface SubjectFilter {
  /** False where nobody has said anything; then nothing needs to be hashed. */
  isNeeded(): boolean;
  /** Whether something may be said of the subject whose hash begins with these 32 bits. */
  mayHold(start: number): boolean;
  /** This connection has written. */
  changed(): void;
}

/** Bits for each subject: one in sixteen that are not there is looked up all the same. */
const bitsEach = 16;
/** Reading them all costs as much as looking up a tenth as many. */
const lookupsEach = 0.1;

/**
 * Over a table with a column `subject` of hashes. They are read when as many were looked up as
 * reading them costs, and again after another connection has written: a short run reads none.
 */
export function createSubjectFilter(db: SqliteDatabase, table: string): SubjectFilter {
  const version = db.prepare("PRAGMA data_version");
  const count = db.prepare(`SELECT count(*) FROM ${table}`);
  // One text: a row for each would take ten times as long.
  const starts = db.prepare(`SELECT group_concat(hex(substr(subject, 1, 4)), '') FROM ${table}`);
  let seen: unknown;
  let rows = 0;
  let asked = 0;
  let bits: Uint8Array | undefined;
  let shift = 0;

  function look(): void {
    const found = version.get()?.[0];
    if (found === seen) return;
    seen = found;
    rows = Number(count.get()?.[0]);
    asked = 0;
    bits = undefined;
  }

  function load(): Uint8Array {
    const power = Math.max(3, Math.ceil(Math.log2(rows * bitsEach)));
    const loaded = new Uint8Array(2 ** (power - 3));
    shift = 32 - power;
    const bytes = Buffer.from(String(starts.get()?.[0]), "hex");
    for (let at = 0; at < bytes.length; at += 4) {
      const bit = bytes.readUInt32BE(at) >>> shift;
      loaded[bit >>> 3] = (loaded[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
    return loaded;
  }

  return {
    isNeeded() {
      look();
      return rows > 0;
    },
    mayHold(start) {
      asked++;
      if (bits === undefined) {
        if (asked < rows * lookupsEach) return true;
        bits = load();
      }
      const bit = start >>> shift;
      return ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
    },
    changed() {
      seen = undefined;
    },
  };
}
