import {
  type ProfileKeys,
  suppressionKeysOfContacts,
  suppressionKeysOfProfile,
} from "../../../model/suppressions.ts";
import type { SubjectKind } from "../../../normalize/keys/subject-keys.ts";
import type { SqliteDatabase, SqlRow } from "../../../store/sqlite.ts";
import { type ContactReader, createContactReader } from "../contacts/contact-reader.ts";
import { decodeReplacement } from "../match-record-codec.ts";
import { decodeProfile } from "../profile-codec.ts";
import { createProfileReader, fillContacts } from "../profile-reader.ts";
import { decoding } from "../release/damaged-release.ts";

/** Few enough that a turn of the event loop comes soon. */
const peoplePerBatch = 1_000;

export type KeyReader = Generator<ProfileKeys[]>;

/**
 * Everybody's keys of these kinds. Profiles are wide and slow to decode: they are read only for what
 * stands in nothing else.
 */
export function* readKeysOfAll(db: SqliteDatabase, kinds: ReadonlySet<SubjectKind>): KeyReader {
  const isInContacts = kinds.has("email") || kinds.has("phone");
  const contactsOf = isInContacts ? createContactReader(db) : undefined;
  if (kinds.has("license") || kinds.has("phone")) yield* fromProfiles(db, contactsOf);
  else if (kinds.has("npi") || contactsOf !== undefined) yield* fromNpis(db, contactsOf);
}

/** All keys of these people, as far as they are on file. */
export function* readKeysOf(db: SqliteDatabase, npis: readonly number[]): KeyReader {
  const read = createProfileReader(db);
  const contactsOf = createContactReader(db);
  for (const some of batchesOf(npis)) {
    yield decoding(db.path, () => {
      const profiles = read(some.map(String)).filter((profile) => profile !== undefined);
      if (contactsOf !== undefined) fillContacts(profiles, contactsOf);
      return profiles.map(suppressionKeysOfProfile);
    });
  }
}

export function* batchesOf(npis: readonly number[]): Generator<readonly number[]> {
  for (let start = 0; start < npis.length; start += peoplePerBatch) {
    yield npis.slice(start, start + peoplePerBatch);
  }
}

function* fromProfiles(db: SqliteDatabase, contactsOf: ContactReader | undefined): KeyReader {
  for (const rows of pages(db, "SELECT npi, record FROM profile WHERE npi>?")) {
    yield decoding(db.path, () => {
      const profiles = rows.map(([npi, record]) => decodeProfile(String(npi), String(record)));
      if (contactsOf !== undefined) fillContacts(profiles, contactsOf);
      return profiles.map(suppressionKeysOfProfile);
    });
  }
}

function* fromNpis(db: SqliteDatabase, contactsOf: ContactReader | undefined): KeyReader {
  for (const rows of pages(db, "SELECT npi, record FROM match_record WHERE npi>?")) {
    yield decoding(db.path, () => {
      const contacts = contactsOf?.(rows.map(([npi]) => Number(npi)));
      return rows.map(([npi, record]) => {
        const replacement = decodeReplacement(String(record));
        return {
          npi: String(npi),
          ...(replacement === 0 ? {} : { replacementNpi: String(replacement) }),
          ...suppressionKeysOfContacts(contacts?.get(Number(npi)) ?? []),
        };
      });
    });
  }
}

/**
 * In the order of NPIs, which come first in a row.
 *
 * @param sql ends with the condition that an NPI is greater than its parameter
 */
export function* pages(
  db: SqliteDatabase,
  sql: string,
  rowsPerPage: number = peoplePerBatch,
): Generator<SqlRow[]> {
  const select = db.prepare(`${sql} ORDER BY npi LIMIT ${rowsPerPage}`);
  for (let last = 0; ; ) {
    const rows = decoding(db.path, () => select.all(last));
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = Number(end[0]);
  }
}
