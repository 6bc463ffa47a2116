import { createHash, type Hash } from "node:crypto";
import type { ContactSource } from "../../../model/contact.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { AddedSource, ContactUpdater, HeldRelease } from "../../contact-store.ts";
import type { ReleaseInfo } from "../../registry.ts";
import { readBaseId, releaseIdWith } from "../release/release-meta.ts";
import {
  beginLockedUpdate,
  lockRelease,
  type ReleaseTransaction,
  type UpdateOptions,
} from "../release/release-transaction.ts";
import { createWithheldEditor } from "../withheld/withheld-editor.ts";
import { peopleOfSource, peopleToldWrong } from "./contact-changes.ts";
import { encodeContacts } from "./contact-codec.ts";
import {
  deleteContactSource,
  putContactSource,
  readContactSources,
  type StoredSource,
} from "./contact-source-rows.ts";

/** Change which contacts the current release has, in place. */
export async function openContactUpdater(
  path: string,
  options: UpdateOptions,
): Promise<ContactUpdater> {
  return (await holdRelease(path, options)).change();
}

/**
 * Locks the folder first: who reads the release to know what to add is done before it is opened for
 * writing (recalibrate-release.ts says why), and the change is still of the release that was read.
 */
export async function holdRelease(path: string, options: UpdateOptions): Promise<HeldRelease> {
  const { pid = 0 } = options;
  const lock = await lockRelease(path, pid);
  return {
    async change() {
      const transaction = await beginLockedUpdate(path, lock);
      try {
        return createUpdater(transaction, options);
      } catch (error) {
        transaction.rollback();
        throw error;
      }
    },
    free: () => lock?.release(),
  };
}

function createUpdater(
  transaction: ReleaseTransaction,
  { now, withhold }: UpdateOptions,
): ContactUpdater {
  const { db, release } = transaction;
  const stored = new Map(readContactSources(db).map((one) => [one.source.name, one]));
  const addedId = Math.max(0, ...[...stored.values()].map(({ id }) => id)) + 1;
  const insertContact = db.prepare("INSERT INTO contact(source, npi, record) VALUES(?, ?, ?)");
  const insertOutcome = db.prepare(
    "INSERT OR IGNORE INTO contact_outcome(source, value, npi, date, outcome) VALUES(?, ?, ?, ?, ?)",
  );
  const changed = new Set<number>();
  let hasNewOutcomes = false;
  const content = createHash("sha256");
  let lastNpi = 0;
  let people = 0;
  const noteChanged = ({ id, source }: StoredSource) => {
    addAll(changed, source.kind === "outcomes" ? peopleToldWrong(db) : peopleOfSource(db, id));
  };
  return {
    release,
    remove(name) {
      const known = stored.get(name);
      if (known === undefined) return false;
      if (withhold !== undefined) noteChanged(known);
      deleteContactSource(db, known.id);
      stored.delete(name);
      return true;
    },
    addContacts(added) {
      people += added.length;
      for (const { npi, values } of added) {
        if (npi <= lastNpi) throw new Error("people did not arrive in ascending NPI order");
        lastNpi = npi;
        const record = encodeContacts(values);
        content.update(`${npi} ${record}\n`);
        insertContact.run(addedId, npi, record);
        if (withhold !== undefined) changed.add(npi);
      }
    },
    addOutcomes(marks) {
      hasNewOutcomes = true;
      for (const { value, npi, date, outcome } of marks) {
        insertOutcome.run(addedId, value, Number(npi ?? 0), date, outcome);
      }
    },
    async commit(source) {
      try {
        if (source !== undefined) {
          if (source.kind === "outcomes") {
            hashOutcomes(db, addedId, content);
            people = countPeople(db, addedId);
          }
          const added = { id: addedId, source: complete(source, people, content) };
          putContactSource(db, added);
          stored.set(source.name, added);
        }
        const info = releaseWith(transaction, sorted(stored), now);
        if (info.id === release.id) {
          transaction.rollback();
          return release;
        }
        if (hasNewOutcomes) addAll(changed, peopleToldWrong(db));
        const counts = { ...info.counts };
        await withhold?.(createWithheldEditor(db, { counts }), [...changed]);
        transaction.commit(readBaseId(db), { ...info, counts });
        return { ...info, counts };
      } catch (error) {
        transaction.rollback();
        throw error;
      }
    },
    rollback: async () => transaction.rollback(),
  };
}

function sorted(stored: ReadonlyMap<string, StoredSource>): ContactSource[] {
  return [...stored.values()]
    .map(({ source }) => source)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function releaseWith(
  { db, release: former }: ReleaseTransaction,
  sources: ContactSource[],
  now: () => Date,
): ReleaseInfo {
  const { contact_sources: _former, ...release } = former;
  return {
    ...release,
    id: releaseIdWith(readBaseId(db), sources),
    built_at: now().toISOString(),
    ...(sources.length === 0 ? {} : { contact_sources: sources }),
  };
}

function addAll(set: Set<number>, more: readonly number[]): void {
  for (const one of more) set.add(one);
}

/** In the order of the table, whatever order they came in. */
function hashOutcomes(db: SqliteDatabase, id: number, content: Hash): void {
  const select = db.prepare(
    `SELECT value, npi, date, outcome FROM contact_outcome WHERE source=?1
     AND (value, npi, date, outcome)>(?2, ?3, ?4, ?5) ORDER BY value, npi, date, outcome LIMIT 10000`,
  );
  for (let last = ["", 0, "", ""]; ; ) {
    const rows = select.all(id, ...last) as (typeof last)[];
    for (const row of rows) content.update(`${JSON.stringify(row)}\n`);
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end;
  }
}

function countPeople(db: SqliteDatabase, id: number): number {
  const sql = "SELECT count(DISTINCT npi) FROM contact_outcome WHERE source=? AND npi>0";
  return Number(db.get(sql, id)?.[0]);
}

function complete(source: AddedSource, people: number, content: Hash): ContactSource {
  const { name, kind, as_of, priority } = source;
  const stored = content.digest("hex");
  const content_sha256 = createHash("sha256")
    .update(JSON.stringify([kind, name, as_of, priority, stored]))
    .digest("hex");
  return { ...source, people, content_sha256 };
}
