import { type GhostKey, type GhostLevel, ghostLevels } from "../../../model/suppressions.ts";
import {
  ghostSubjects,
  type SubjectKey,
  type SubjectKind,
  subjectKeysOfValue,
  subjectKinds,
  subjectValuesOf,
} from "../../../normalize/keys/subject-keys.ts";
import type { SqlRow } from "../../../store/sqlite.ts";
import type {
  NewSuppression,
  Suppression,
  SuppressionReason,
  SuppressionStore,
} from "../../suppression-store.ts";
import { digestOfAdded, digestOfLifted } from "../chain/change-digest.ts";
import { createChangeEvents } from "../chain/change-event.ts";
import { createLastChange } from "../chain/last-change.ts";
import { createDataVersion } from "../data-version.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { atOneMoment, inLongTransaction, inTransaction } from "../transaction.ts";
import { createSuppressionLookup } from "./suppression-lookup.ts";
import { createSuppressionRows, type KeyRow } from "./suppression-rows.ts";

/** Pages that SQLite keeps, in KiB: questions about people at random meet few of them twice. */
const pagesOfQuestions = 8 * 1024;
/** Keys of a list go to pages at random, each of which is written once if it is kept. */
const pagesOfList = 64 * 1024;

/** One request suppresses no more people; of a list others look at everybody. */
const mostToCompare = 100;

/** @param ledger closes with the store */
export function createSuppressionStore(ledger: LedgerFile): SuppressionStore {
  const { db, chain } = ledger;
  db.exec(`PRAGMA cache_size=-${pagesOfQuestions}`);
  const version = createDataVersion(db);
  const lookup = createSuppressionLookup(db, ledger.secret);
  const rows = createSuppressionRows(db);
  const eventOf = createChangeEvents(db);
  const lastChange = createLastChange(db);
  const readOne = db.prepare(
    `SELECT id, reason, channel, source, date, reversible, added,
       (SELECT count(*) FROM suppression_key WHERE suppression = id)
     FROM suppression WHERE id = ?`,
  );
  const count = db.prepare(
    `SELECT reason, channel, source, reversible, count(*) - count(lifted), count(lifted)
     FROM suppression GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  );
  const addedSince = db.prepare("SELECT id FROM suppression WHERE added > ? AND lifted IS NULL");
  const hasAddedSince = db.prepare(
    `SELECT EXISTS(SELECT 1 FROM suppression JOIN suppression_key AS key
       ON key.suppression = suppression.id AND key.kind = ?2
     WHERE suppression.added > ?1 AND suppression.lifted IS NULL)`,
  );
  const liftedSince = db.prepare(
    "SELECT id FROM suppression WHERE lifted > ?1 AND added <= ?1 ORDER BY id",
  );

  const deletions = db.prepare(
    `SELECT suppression.id FROM suppression JOIN json_each(?1) AS asked
       ON suppression.id = asked.value
     WHERE reason = 'deletion' AND reversible = 0 AND lifted IS NULL`,
  );

  const keysOfThose = db.prepare(
    `SELECT key.kind || lower(hex(key.hash)) FROM suppression_key AS key
     JOIN json_each(?1) AS asked ON key.suppression = asked.value WHERE key.kind <> ?2`,
  );

  function look(): void {
    if (version.hasChanged()) lookup.changed();
  }

  /** All that `work` writes under the next number, or nothing. */
  function change<T>(work: (number: number) => T): T {
    version.wrote();
    return inTransaction(db, () => work(rows.number() + 1));
  }

  function keyRows(keys: readonly SubjectKey[]): KeyRow[] {
    const byText = new Map<string, KeyRow>();
    for (const key of keys) {
      const kind = subjectKinds.indexOf(key.kind);
      const hash = lookup.hashOf(key);
      byText.set(`${kind}${hash}`, { kind, hash });
    }
    return [...byText.values()];
  }

  /** Additions under one number, within the caller's transaction. */
  function begin(number: number) {
    const counts = { added: 0, known: 0 };
    let keyCount = 0;
    return {
      add(suppression: NewSuppression): void {
        const keys = keyRows(suppression.keys);
        if (keys.length === 0) throw new RangeError("a suppression needs a key");
        if (rows.has(suppression, keys)) {
          counts.known++;
          return;
        }
        rows.insert(suppression, keys, number);
        counts.added++;
        keyCount += keys.length;
      },
      finish(): { added: number; known: number } {
        if (counts.added === 0) return counts;
        rows.setNumber(number);
        const { added } = counts;
        const body = { number, added, keys: keyCount, rows: digestOfAdded(db, number) };
        chain.append({ kind: "suppressed", request: "", body });
        return counts;
      },
    };
  }

  /** Kinds of the keys that those in force have which came since. */
  function kindsSince(since: number): Set<SubjectKind> {
    const has = (place: number) => hasAddedSince.get(since, place)?.[0] === 1;
    return new Set(subjectKinds.filter((_, place) => has(place)));
  }

  function idsOfAny(keys: readonly SubjectKey[]): number[] {
    return [...new Set(lookup.idsOf(keys).flat())].sort((a, b) => a - b);
  }

  function found(keys: readonly SubjectKey[]): Suppression[] {
    return idsOfAny(keys).map((id) => toSuppression(readOne.get(id) as SqlRow));
  }

  function named(keys: readonly SubjectKey[]): Suppression[] {
    const strong = new Set(idsOfAny(keys.filter(({ kind }) => kind !== "ghost")));
    const met = new Map<number, number>();
    for (const id of lookup.idsOf(distinct(keys)).flat()) met.set(id, (met.get(id) ?? 0) + 1);
    return found(keys).filter(({ id, keyCount }) => strong.has(id) || met.get(id) === keyCount);
  }

  /** What is met by the keys of each, one list a key. */
  function idsOfEach(batch: readonly (readonly SubjectKey[])[]): (readonly number[])[][] {
    const ids = lookup.idsOf(batch.flat());
    let at = 0;
    return batch.map(({ length }) => {
      const theirs = ids.slice(at, at + length);
      at += length;
      return theirs;
    });
  }

  return {
    ledger: ledger.id,
    number: async () => rows.number(),
    async areSuppressed(batch) {
      look();
      const keys: SubjectKey[] = [];
      const whose: number[] = [];
      batch.forEach((one, place) => {
        for (const value of subjectValuesOf(one)) {
          if (!lookup.hasKind(value.kind)) continue;
          for (const key of subjectKeysOfValue(value)) whose[keys.push(key) - 1] = place;
        }
      });
      const hits = batch.map(() => false);
      lookup.idsOf(keys).forEach(({ length }, i) => {
        if (length > 0) hits[whose[i] as number] = true;
      });
      return hits;
    },
    async ghostsAt(batch, isOnFile = () => false) {
      look();
      if (!lookup.hasKind("ghost")) return batch.map(() => undefined);
      const asked = batch.map((keys) => keys());
      const ids = idsOfEach(asked.map(ghostSubjects));
      return asked.map((keys, i) =>
        nearest(keys.filter((_, k) => ids[i]?.[k]?.some((id) => !isOnFile(id)))),
      );
    },
    async add(suppressions) {
      return change((number) => {
        const adding = begin(number);
        for (const suppression of suppressions) adding.add(suppression);
        return adding.finish();
      });
    },
    async addList(batches) {
      version.wrote();
      db.exec(`PRAGMA cache_size=-${pagesOfList}`);
      try {
        return await inLongTransaction(db, async () => {
          const adding = begin(rows.number() + 1);
          for await (const batch of batches)
            for (const suppression of batch) adding.add(suppression);
          return adding.finish();
        });
      } finally {
        db.exec(`PRAGMA cache_size=-${pagesOfQuestions}`);
      }
    },
    async remove(keys, only) {
      return change((number) => {
        look();
        version.wrote();
        const theirs = named(keys).filter(({ reason }) => reason === (only ?? reason));
        const kept = theirs.filter(({ reversible }) => !reversible).length;
        if (kept > 0) chain.append({ kind: "lift_refused", request: "", body: { kept } });
        if (kept > 0 || theirs.length === 0) return { lifted: 0, kept };
        for (const { id } of theirs) rows.lift(id, number);
        rows.setNumber(number);
        const body = { number, lifted: theirs.length, rows: digestOfLifted(db, number) };
        chain.append({ kind: "lifted", request: "", body });
        return { lifted: theirs.length, kept: 0 };
      });
    },
    async named(keys) {
      look();
      return named(keys);
    },
    async find(keys) {
      look();
      return found(keys);
    },
    counts: async () =>
      count.all().map(([reason, channel, source, reversible, inForce, lifted]) => ({
        reason: reason as SuppressionReason,
        channel: String(channel),
        source: String(source),
        reversible: reversible === 1,
        inForce: Number(inForce),
        lifted: Number(lifted),
      })),
    // One moment for all of it: nobody may be missed who comes between two readings.
    changesSince: async (since) =>
      atOneMoment(db, () => {
        const number = rows.number();
        return {
          number,
          event: eventOf(number),
          added: new Set(addedSince.all(since).map(([id]) => Number(id))),
          kinds: kindsSince(since),
          lifted: liftedSince.all(since).map(([id]) => Number(id)),
        };
      }),
    eventOf: async (number) => eventOf(number),
    lastChange: async () => lastChange(),
    deletionsAmong: async (ids) =>
      new Set(deletions.all(JSON.stringify(ids)).map(([id]) => Number(id))),
    async idsOf(batch) {
      look();
      return idsOfEach(batch).map((ids) => [...new Set(ids.flat())].sort((a, b) => a - b));
    },
    async haveOnly(ids, keys) {
      if (ids.size > mostToCompare) return false;
      const known = new Set(keyRows(keys).map(({ kind, hash }) => `${kind}${hash}`));
      return keysOfThose
        .all(JSON.stringify([...ids]), subjectKinds.indexOf("ghost"))
        .every(([text]) => known.has(String(text)));
    },
    close: async () => db.close(),
  };
}

function nearest(keys: readonly GhostKey[]): GhostLevel | undefined {
  return ghostLevels.findLast((level) => keys.some((key) => key.level === level));
}

function toSuppression(row: SqlRow): Suppression {
  const [id, reason, channel, source, date, reversible, added, keyCount] = row;
  return {
    id: Number(id),
    reason: reason as SuppressionReason,
    channel: String(channel),
    source: String(source),
    date: String(date),
    reversible: reversible === 1,
    added: Number(added),
    keyCount: Number(keyCount),
  };
}

function distinct(keys: readonly SubjectKey[]): SubjectKey[] {
  return [...new Map(keys.map((key) => [`${key.kind} ${key.digest}`, key])).values()];
}
