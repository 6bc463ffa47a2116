import type { MatchRecord } from "../../model/match-record.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { CandidateList, Registry } from "../registry.ts";
import { createBoundedCache } from "./bounded-cache.ts";
import { decodeMatchRecord } from "./match-record-codec.ts";
import { openRelease } from "./open-release.ts";
import { decodePosting } from "./posting-blob.ts";
import { decodeProfile } from "./profile-codec.ts";
import { createReleaseGuard } from "./release-guard.ts";
import { readReleaseInfo } from "./release-meta.ts";

/** Entries; a decoded match record takes about 1 KB, a term about 100 bytes. */
const cachedRecords = 20_000;
const cachedTerms = 100_000;

/**
 * Open a registry for reading: a folder, or one release file. It is of one release for as long as
 * it is open; when that release is updated in place, every method throws `release_gone`.
 */
export async function openSqliteRegistry(path: string): Promise<Registry> {
  const db = await openRelease(path);
  try {
    return createRegistry(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function createRegistry(db: SqliteDatabase): Registry {
  const release = readReleaseInfo(db);
  const read = createReleaseGuard(db, release.id);
  const profileOf = createProfileReader(db);
  const recordOf = createRecordReader(db);
  const candidatesOf = createCandidateReader(db);
  const countOf = createCountReader(db);
  const taxonomyName = db.prepare("SELECT words FROM taxonomy_name WHERE code=?");
  return {
    release,
    profiles: async (npis) => read(() => npis.map(profileOf)),
    matchRecords: async (npis) => read(() => npis.map(recordOf)),
    candidates: async (keys, cap) => read(() => keys.map((key) => candidatesOf(key, cap))),
    counts: async (terms) => read(() => terms.map(countOf)),
    taxonomyNames: async (codes) =>
      read(() => codes.map((code) => taxonomyName.get(code)?.[0] as string | undefined)),
    close: async () => db.close(),
  };
}

function createProfileReader(db: SqliteDatabase) {
  const select = db.prepare("SELECT record FROM profile WHERE npi=?");
  return (npi: string) => {
    if (!/^[1-9]\d{9}$/.test(npi)) return undefined;
    const row = select.get(Number(npi));
    return row && decodeProfile(npi, row[0] as string);
  };
}

function createRecordReader(db: SqliteDatabase) {
  const select = db.prepare("SELECT record FROM match_record WHERE npi=?");
  const cache = createBoundedCache<number, MatchRecord>(cachedRecords);
  return (npi: number) => {
    const known = cache.get(npi);
    if (known !== undefined) return known;
    const row = select.get(npi);
    if (row === undefined) return undefined;
    const record = decodeMatchRecord(npi, row[0] as string);
    cache.set(npi, record);
    return record;
  };
}

function createCandidateReader(db: SqliteDatabase) {
  // length() reads no page of a long blob; only the part that is wanted comes over.
  const select = db.prepare(
    "SELECT length(npis), CASE WHEN length(npis)<=?2 THEN npis ELSE substr(npis, 1, ?2) END FROM posting WHERE key=?1",
  );
  return (key: number, cap: number): CandidateList => {
    const row = select.get(key, cap * 4);
    if (row === undefined) return { npis: [], total: 0 };
    return { npis: decodePosting(row[1] as Uint8Array), total: (row[0] as number) / 4 };
  };
}

function createCountReader(db: SqliteDatabase) {
  const select = db.prepare("SELECT n FROM term WHERE term=?");
  const cache = createBoundedCache<string, number>(cachedTerms);
  return (term: string) => {
    const known = cache.get(term);
    if (known !== undefined) return known;
    const count = (select.get(term)?.[0] as number | undefined) ?? 0;
    cache.set(term, count);
    return count;
  };
}
