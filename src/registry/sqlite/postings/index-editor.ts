import type { MatchRecord } from "../../../model/match-record.ts";
import { profileKeys } from "../../../normalize/keys/keys.ts";
import { profileTerms } from "../../../normalize/keys/terms.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { decodePosting, encodePosting } from "./posting-blob.ts";

/** What a profile's row is filed under before and after a change; undefined when there is none. */
export interface RecordChange {
  npi: number;
  before: MatchRecord | undefined;
  after: MatchRecord | undefined;
  /**
   * Its terms are counted as they were, so that answers about others stay what they are; but for
   * those that nobody else has, which would name the person.
   */
  keepsTerms?: true;
}

/**
 * Keeps postings and term counts in step with changed profiles. Keys and terms of the former state
 * are recomputed from its match record, which is why a release remembers its KEY_VERSION.
 */
export function createIndexEditor(db: SqliteDatabase): (changes: readonly RecordChange[]) => void {
  const editPosting = createPostingEditor(db);
  const editTerm = createTermEditor(db);
  const removeOwn = db.prepare("DELETE FROM term WHERE term=? AND n<=1");
  return (changes) => {
    const postings = new Map<number, PostingChange>();
    const terms = new Map<string, number>();
    for (const change of changes) {
      collectPostings(postings, change);
      if (change.keepsTerms !== true) collectTerms(terms, change);
      else for (const term of change.before ? profileTerms(change.before) : []) removeOwn.run(term);
    }
    for (const key of [...postings.keys()].sort((a, b) => a - b)) {
      editPosting(key, postings.get(key) as PostingChange);
    }
    for (const [term, by] of terms) if (by !== 0) editTerm(term, by);
  };
}

interface PostingChange {
  added: number[];
  removed: Set<number>;
}

function collectPostings(postings: Map<number, PostingChange>, change: RecordChange): void {
  const before = new Set(change.before && profileKeys(change.before));
  const after = new Set(change.after && profileKeys(change.after));
  const of = (key: number) => {
    let posting = postings.get(key);
    if (posting === undefined) {
      posting = { added: [], removed: new Set() };
      postings.set(key, posting);
    }
    return posting;
  };
  for (const key of before) if (!after.has(key)) of(key).removed.add(change.npi);
  for (const key of after) if (!before.has(key)) of(key).added.push(change.npi);
}

function collectTerms(terms: Map<string, number>, { before, after }: RecordChange): void {
  const add = (record: MatchRecord | undefined, by: number) => {
    for (const term of record === undefined ? [] : profileTerms(record)) {
      terms.set(term, (terms.get(term) ?? 0) + by);
    }
  };
  add(before, -1);
  add(after, 1);
}

function createPostingEditor(db: SqliteDatabase) {
  const select = db.prepare("SELECT npis FROM posting WHERE key=?");
  const put = db.prepare("INSERT OR REPLACE INTO posting(key, npis) VALUES(?, ?)");
  const remove = db.prepare("DELETE FROM posting WHERE key=?");
  return (key: number, { added, removed }: PostingChange) => {
    const row = select.get(key);
    const former = row === undefined ? [] : decodePosting(row[0] as Uint8Array);
    const npis = new Set(former.filter((npi) => !removed.has(npi)));
    for (const npi of added) npis.add(npi);
    if (npis.size === 0) remove.run(key);
    else put.run(key, encodePosting([...npis].sort((a, b) => a - b)));
  };
}

function createTermEditor(db: SqliteDatabase) {
  const add = db.prepare(
    "INSERT INTO term(term, n) VALUES(?1, ?2) ON CONFLICT(term) DO UPDATE SET n=n+?2",
  );
  const removeZero = db.prepare("DELETE FROM term WHERE term=? AND n<=0");
  return (term: string, by: number) => {
    add.run(term, by);
    if (by < 0) removeZero.run(term);
  };
}
