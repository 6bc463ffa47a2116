import type { Profile } from "../../model/profile.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { ContactReader } from "./contacts/contact-reader.ts";
import { decodeProfile } from "./profile-codec.ts";
import { createBatchReader } from "./read-many.ts";

/** One entry per NPI asked, same order; without contacts. */
export function createProfileReader(
  db: SqliteDatabase,
): (npis: readonly string[]) => (Profile | undefined)[] {
  const select = createBatchReader(
    db,
    "SELECT p.npi, p.record FROM json_each(?1) j CROSS JOIN profile p ON p.npi=j.value",
  );
  return (npis) => {
    const numbers = npis.filter((npi) => /^[1-9]\d{9}$/.test(npi)).map(Number);
    const found = new Map<string, Profile>();
    for (const [npi, record] of select(numbers)) {
      const text = String(npi);
      found.set(text, decodeProfile(text, record as string));
    }
    return npis.map((npi) => found.get(npi));
  };
}

/** Gives profiles what other sources say of how to reach them. */
export function fillContacts(profiles: Iterable<Profile>, contactsOf: ContactReader): void {
  const known = new Set(profiles);
  const found = contactsOf([...known].map(({ npi }) => Number(npi)));
  for (const profile of known) {
    const contacts = found.get(Number(profile.npi));
    if (contacts !== undefined && contacts.length > 0) profile.contacts = contacts;
  }
}
