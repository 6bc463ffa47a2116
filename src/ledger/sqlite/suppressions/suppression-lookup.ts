import {
  type SubjectKey,
  type SubjectKind,
  subjectKinds,
} from "../../../normalize/keys/subject-keys.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { createSubjectHash } from "../../subject-hash.ts";
import { createSubjectFilter } from "../channels/subject-filter.ts";

/** Which suppressions in force have which keys. */
export interface SuppressionLookup {
  /** Whether anybody is suppressed by keys of this kind; where not, none needs to be made. */
  hasKind(kind: SubjectKind): boolean;
  /** Ids in force, per key, ascending. */
  idsOf(keys: readonly SubjectKey[]): (readonly number[])[];
  /** The hash of a key as the table has it, in hex. */
  hashOf(key: SubjectKey): string;
  /** Something was written. */
  changed(): void;
}

const none: readonly number[] = [];
/** Ranges of hashes that are read one after the other, so that no text of all of them is made. */
const ranges = 64;

export function createSuppressionLookup(db: SqliteDatabase, secret: Uint8Array): SuppressionLookup {
  const subjectHash = createSubjectHash(secret);
  const holds = db.prepare("SELECT EXISTS(SELECT 1 FROM suppression_key WHERE kind = ?)");
  const last = db.prepare("SELECT max(id) FROM suppression");
  const starts = db.prepare(
    `SELECT group_concat(hex(substr(hash, 1, 4)), '') FROM suppression_key
     WHERE kind = ?1 AND hash >= unhex(?2) AND hash < unhex(?3)`,
  );
  const read = db.prepare(
    `SELECT asked.value, suppression.id
     FROM json_each(?1) AS asked
     JOIN suppression_key AS key
       ON key.kind = CAST(substr(asked.value, 1, 1) AS INTEGER)
       AND key.hash = unhex(substr(asked.value, 2))
     JOIN suppression ON suppression.id = key.suppression
     WHERE suppression.lifted IS NULL ORDER BY suppression.id`,
  );
  // One a kind: who asks about NPIs alone does not read everybody's telephone numbers.
  const filters = subjectKinds.map((_, kind) =>
    createSubjectFilter({
      count: () => Number(last.get()?.[0]),
      *starts() {
        for (let i = 0; i < ranges; i++) {
          const end = i + 1 === ranges ? "ff".repeat(17) : firstByte(i + 1);
          yield String(starts.get(kind, firstByte(i), end)?.[0] ?? "");
        }
      },
    }),
  );
  let kinds = new Map<SubjectKind, boolean>();

  function hasKind(kind: SubjectKind): boolean {
    let found = kinds.get(kind);
    if (found === undefined) {
      found = holds.get(subjectKinds.indexOf(kind))?.[0] === 1;
      kinds.set(kind, found);
    }
    return found;
  }

  return {
    hasKind,
    hashOf: (key) => toHex(subjectHash(key)),
    idsOf(keys) {
      const asked = keys.map((key) => {
        if (!hasKind(key.kind)) return "";
        const hash = subjectHash(key);
        const kind = subjectKinds.indexOf(key.kind);
        return filters[kind]?.mayHold(startOf(hash)) === false ? "" : `${kind}${toHex(hash)}`;
      });
      const wanted = new Set(asked);
      wanted.delete("");
      if (wanted.size === 0) return asked.map(() => none);
      const found = new Map<string, number[]>();
      for (const [text, id] of read.all(JSON.stringify([...wanted]))) {
        const ids = found.get(text as string);
        if (ids === undefined) found.set(text as string, [Number(id)]);
        else ids.push(Number(id));
      }
      return asked.map((text) => found.get(text) ?? none);
    },
    changed() {
      kinds = new Map();
      for (const filter of filters) filter.changed();
    },
  };
}

function firstByte(range: number): string {
  return ((range * 256) / ranges).toString(16).padStart(2, "0");
}

function toHex(hash: string): string {
  return Buffer.from(hash, "latin1").toString("hex");
}

/** Its first 32 bits. */
function startOf(hash: string): number {
  const at = (place: number) => hash.charCodeAt(place);
  return ((at(0) << 24) | (at(1) << 16) | (at(2) << 8) | at(3)) >>> 0;
}
