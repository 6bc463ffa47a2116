import type { MatchRecord } from "../../model/match-record.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { CandidateList, Registry } from "../registry.ts";
import { createBoundedCache } from "./bounded-cache.ts";
import { createContactReader } from "./contacts/contact-reader.ts";
import { decodeMatchRecord } from "./match-record-codec.ts";
import { createFacetIndex } from "./postings/facet-reader.ts";
import { decodePosting } from "./postings/posting-blob.ts";
import { createProfileReader, fillContacts } from "./profile-reader.ts";
import { createBatchReader } from "./read-many.ts";
import { openRelease } from "./release/open-release.ts";
import { createReleaseGuard } from "./release/release-guard.ts";
import { readReleaseInfo } from "./release/release-meta.ts";
import { sampleProfiles } from "./sample-profiles.ts";
import { createWithheldReader } from "./withheld/withheld-reader.ts";

/** Entries; a decoded match record takes about 1 KB. */
const cachedRecords = 20_000;
const nobody: CandidateList = { npis: [], total: 0 };

export interface RegistryOptions {
  /** Profiles without their contacts, which then are not read either. */
  publicOnly?: boolean;
}

/**
 * Open a registry for reading: a folder, or one release file. It is of one release for as long as
 * it is open; when that release is updated in place, every method throws `release_gone`.
 */
export async function openSqliteRegistry(
  path: string,
  options: RegistryOptions = {},
): Promise<Registry> {
  const db = await openRelease(path);
  try {
    return createRegistry(db, options);
  } catch (error) {
    db.close();
    throw error;
  }
}

function createRegistry(db: SqliteDatabase, { publicOnly = false }: RegistryOptions): Registry {
  const release = readReleaseInfo(db);
  const read = createReleaseGuard(db, release.id);
  const plainProfiles = createProfileReader(db);
  const profilesOf = publicOnly ? plainProfiles : withContacts(plainProfiles, db);
  const recordsOf = createRecordReader(db);
  const candidatesOf = createCandidateReader(db);
  const countsOf = createCountReader(db);
  const withheld = createWithheldReader(db, read);
  const taxonomyName = db.prepare("SELECT words FROM taxonomy_name WHERE code=?");
  return {
    release,
    facets: createFacetIndex(db, read),
    profiles: async (npis) => read(() => profilesOf(npis)),
    matchRecords: async (npis) => read(() => recordsOf(npis)),
    candidates: async (keys, cap) => read(() => candidatesOf(keys, cap)),
    counts: async (terms) => read(() => countsOf(terms)),
    taxonomyNames: async (codes) =>
      read(() => codes.map((code) => taxonomyName.get(code)?.[0] as string | undefined)),
    sample: (count) => sampleProfiles(db, read, plainProfiles, count),
    withheld: async () => withheld(),
    close: async () => db.close(),
  };
}

type ReadProfiles = ReturnType<typeof createProfileReader>;

function withContacts(plain: ReadProfiles, db: SqliteDatabase): ReadProfiles {
  const contactsOf = createContactReader(db);
  if (contactsOf === undefined) return plain;
  return (npis) => {
    const profiles = plain(npis);
    fillContacts(
      profiles.filter((profile) => profile !== undefined),
      contactsOf,
    );
    return profiles;
  };
}

function createRecordReader(db: SqliteDatabase) {
  const select = createBatchReader(
    db,
    "SELECT m.npi, m.record FROM json_each(?1) j CROSS JOIN match_record m ON m.npi=j.value",
  );
  const dataVersion = db.prepare("PRAGMA data_version");
  let cache = createBoundedCache<number, MatchRecord>(cachedRecords);
  let cachedVersion: unknown;
  return (npis: readonly number[]) => {
    // Who was erased meanwhile stays in nobody's memory.
    const version = dataVersion.get()?.[0];
    if (version !== cachedVersion) cache = createBoundedCache(cachedRecords);
    cachedVersion = version;
    const found = new Map<number, MatchRecord>();
    const unread = new Set<number>();
    for (const npi of npis) {
      const known = cache.get(npi);
      if (known === undefined) unread.add(npi);
      else found.set(npi, known);
    }
    for (const [npi, text] of select([...unread]) as [number, string][]) {
      const record = decodeMatchRecord(npi, text);
      cache.set(npi, record);
      found.set(npi, record);
    }
    return npis.map((npi) => found.get(npi));
  };
}

function createCandidateReader(db: SqliteDatabase) {
  // length() reads no page of a long blob; only the part that is wanted comes over.
  const select = createBatchReader(
    db,
    `SELECT p.key, length(p.npis), CASE WHEN length(p.npis)<=?2 THEN p.npis ELSE substr(p.npis, 1, ?2) END
     FROM json_each(?1) j CROSS JOIN posting p ON p.key=j.value`,
  );
  return (keys: readonly number[], cap: number): CandidateList[] => {
    const found = new Map<number, CandidateList>();
    for (const [key, length, npis] of select(keys, cap * 4)) {
      const list = { npis: decodePosting(npis as Uint8Array), total: (length as number) / 4 };
      found.set(key as number, list);
    }
    return keys.map((key) => found.get(key) ?? nobody);
  };
}

function createCountReader(db: SqliteDatabase) {
  const select = createBatchReader(
    db,
    "SELECT t.term, t.n FROM json_each(?1) j CROSS JOIN term t ON t.term=j.value",
  );
  return (terms: readonly string[]): number[] => {
    const counts = new Map(select(terms) as [string, number][]);
    return terms.map((term) => counts.get(term) ?? 0);
  };
}
