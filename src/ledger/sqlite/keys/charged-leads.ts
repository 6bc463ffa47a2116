import { createHash } from "node:crypto";
import type { SqliteDatabase } from "../../../store/sqlite.ts";

/** Row numbers of a list stand close together: a bit each, in blocks, is a byte for eight of them. */
const blockBits = 1024;

/** Leads of a run that a key was not charged for yet. */
interface OpenLeads {
  n: number;
  /** From now on they are charged for. */
  save(): void;
}

export interface ChargedLeads {
  /** Within a transaction. */
  open(keyId: string, runKey: string, ids: readonly number[]): OpenLeads;
  /** Of a key that is never charged again. */
  forget(keyId: string): void;
}

export const chargedLeadsSchema = `
  CREATE TABLE run(
    id INTEGER PRIMARY KEY, key_id TEXT NOT NULL, run_key BLOB NOT NULL, UNIQUE(key_id, run_key)
  );
  CREATE TABLE charged(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    block INTEGER NOT NULL, ids BLOB NOT NULL, PRIMARY KEY(run, block)
  ) WITHOUT ROWID;
`;

export function createChargedLeads(db: SqliteDatabase): ChargedLeads {
  const findRun = db.prepare("SELECT id FROM run WHERE key_id=? AND run_key=?");
  const addRun = db.prepare("INSERT INTO run(key_id, run_key) VALUES(?, ?) RETURNING id");
  const readBlock = db.prepare("SELECT ids FROM charged WHERE run=? AND block=?");
  const writeBlock = db.prepare("INSERT OR REPLACE INTO charged(run, block, ids) VALUES(?, ?, ?)");

  const removeRuns = db.prepare("DELETE FROM run WHERE key_id=?");

  return {
    forget: (keyId) => removeRuns.run(keyId),
    open(keyId, runKey, ids) {
      const run = runDigest(runKey);
      const known = findRun.get(keyId, run)?.[0] as number | undefined;
      const changed = new Map<number, Uint8Array>();
      const read = new Map<number, Uint8Array>();
      let n = 0;
      for (const id of ids) {
        const block = Math.floor(id / blockBits);
        let bits = read.get(block);
        if (bits === undefined) {
          const kept = known === undefined ? undefined : readBlock.get(known, block)?.[0];
          bits = new Uint8Array(blockBits / 8);
          if (kept instanceof Uint8Array) bits.set(kept);
          read.set(block, bits);
        }
        if (!take(bits, id % blockBits)) continue;
        n++;
        changed.set(block, bits);
      }
      return {
        n,
        save() {
          if (n === 0) return;
          const id = known ?? (addRun.get(keyId, run)?.[0] as number);
          for (const [block, bits] of changed) writeBlock.run(id, block, bits);
        },
      };
    },
  };
}

/** As long whatever was sent. */
function runDigest(runKey: string): Uint8Array {
  return createHash("sha256").update(runKey).digest().subarray(0, 16);
}

/** Sets a bit; false when it was set. */
function take(bits: Uint8Array, at: number): boolean {
  const byte = bits[at >> 3] ?? 0;
  const bit = 1 << (at & 7);
  if ((byte & bit) !== 0) return false;
  bits[at >> 3] = byte | bit;
  return true;
}
