import type { Profile } from "../../model/profile.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { WithheldEditor } from "../withheld-store.ts";
import { createContactReader } from "./contact-reader.ts";
import { decoding } from "./damaged-release.ts";
import { decodeProfile } from "./profile-codec.ts";
import { createProfileReader, fillContacts } from "./profile-reader.ts";
import { putMark, readMark } from "./withheld-rows.ts";

/** Few enough that a turn of the event loop comes soon. */
const profilesPerBatch = 1_000;

/** Within the transaction that the file is in. */
export function createWithheldEditor(db: SqliteDatabase): WithheldEditor {
  const insert = db.prepare("INSERT OR IGNORE INTO withheld(npi, suppression) VALUES(?, ?)");
  const forget = db.prepare(
    "DELETE FROM withheld WHERE npi IN (SELECT j.value FROM json_each(?1) j)",
  );
  return {
    mark: () => readMark(db),
    setMark: (mark) => putMark(db, mark),
    profiles: (npis) => (npis === undefined ? everybody(db) : profilesOf(db, npis)),
    count: () => Number(db.get("SELECT count(*) FROM profile")?.[0]),
    add(withheld) {
      for (const { npi, suppression } of withheld) insert.run(Number(npi), suppression);
    },
    remove(suppressions) {
      if (suppressions.length === 0) return;
      db.prepare(
        "DELETE FROM withheld WHERE suppression IN (SELECT j.value FROM json_each(?1) j)",
      ).run(JSON.stringify(suppressions));
    },
    forget(npis) {
      for (const some of slices(npis)) forget.run(JSON.stringify(some));
    },
  };
}

function* everybody(db: SqliteDatabase): Generator<Profile[]> {
  const select = db.prepare(
    `SELECT npi, record FROM profile WHERE npi>? ORDER BY npi LIMIT ${profilesPerBatch}`,
  );
  const contactsOf = createContactReader(db);
  for (let last = 0; ; ) {
    const rows = select.all(last) as [npi: number, record: string][];
    const end = rows.at(-1);
    if (end === undefined) return;
    yield decoding(db.path, () => {
      const profiles = rows.map(([npi, record]) => decodeProfile(String(npi), record));
      if (contactsOf !== undefined) fillContacts(profiles, contactsOf);
      return profiles;
    });
    [last] = end;
  }
}

function* profilesOf(db: SqliteDatabase, npis: readonly number[]): Generator<Profile[]> {
  const read = createProfileReader(db);
  const contactsOf = createContactReader(db);
  for (const some of slices(npis)) {
    yield decoding(db.path, () => {
      const profiles = read(some.map(String)).filter((profile) => profile !== undefined);
      if (contactsOf !== undefined) fillContacts(profiles, contactsOf);
      return profiles;
    });
  }
}

function* slices(npis: readonly number[]): Generator<readonly number[]> {
  for (let start = 0; start < npis.length; start += profilesPerBatch) {
    yield npis.slice(start, start + profilesPerBatch);
  }
}
