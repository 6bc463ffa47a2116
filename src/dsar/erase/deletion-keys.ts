import type { MatchContext } from "../../model/contract.ts";
import type { Correction } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import { suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { correctProfile } from "../../normalize/corrections/correct-profile.ts";
import { ghostKeysOfProfile } from "../../normalize/keys/ghost-keys.ts";
import { searchKey } from "../../normalize/keys/keys.ts";
import {
  distinctKeys,
  ghostSubjects,
  keyOfText,
  type SubjectKey,
  type SubjectText,
  subjectTextsOfValue,
  subjectValuesOf,
} from "../../normalize/keys/subject-keys.ts";
import type { Registry } from "../../registry/registry.ts";
import { personGhosts, personTexts } from "../../suppress/person-keys.ts";
import type { RequestPerson } from "../person.ts";

/** Who else has a telephone number. */
type PhoneHolders = Pick<Registry, "candidates">;

interface KeySources {
  person: RequestPerson;
  /** Whoever is deleted, as the registry has them. */
  profiles: readonly Profile[];
  corrections: readonly (readonly Correction[])[];
  registry: PhoneHolders | undefined;
  context: MatchContext;
}

interface DeletionKeys {
  keys: SubjectKey[];
  /** What these are the keys of, but for names at places. */
  values: SubjectText[];
  /** Telephone numbers that others on file have too: they would be suppressed with the person. */
  shared: number;
}

/**
 * By what somebody stays deleted: everything that is on file of them, and their name at their places.
 * Of whom nothing is on file, what was said, for whoever comes later.
 */
export async function deletionKeys(sources: KeySources): Promise<DeletionKeys> {
  const { person, profiles, corrections, context } = sources;
  if (profiles.length === 0) {
    const npis = person.npis.flatMap((text) => subjectTextsOfValue({ kind: "npi", text }));
    const values = [...personTexts(person.told).texts, ...npis];
    const ghosts = ghostSubjects(personGhosts(person.told, context));
    return { keys: distinctKeys([...values.map(keyOfText), ...ghosts]), values, shared: 0 };
  }
  const told = profiles.flatMap((profile, i) => {
    const corrected = correctProfile(profile, corrections[i] ?? []);
    return corrected === profile ? [profile] : [profile, corrected];
  });
  const values = told.flatMap((profile) => subjectValuesOf(suppressionKeysOfProfile(profile)));
  const phones = values.flatMap((value) => (value.kind === "phone" ? [value.text] : []));
  const isShared = await sharedPhones(phones, profiles, sources.registry);
  const kept = values
    .filter((value) => value.kind !== "phone" || !isShared.has(value.text))
    .flatMap(subjectTextsOfValue);
  return {
    keys: distinctKeys([
      ...kept.map(keyOfText),
      ...told.flatMap((profile) => ghostSubjects(ghostKeysOfProfile(profile))),
    ]),
    values: kept,
    shared: isShared.size,
  };
}

/** A practice's number is that of everybody who works there. */
async function sharedPhones(
  phones: readonly string[],
  profiles: readonly Profile[],
  registry: PhoneHolders | undefined,
): Promise<Set<string>> {
  if (registry === undefined) return new Set();
  const theirs = new Set(profiles.map(({ npi }) => Number(npi)));
  const asked = [...new Set(phones)];
  const keys = asked.flatMap((phone) => [
    searchKey("phone", phone).key,
    searchKey("organization-phone", phone).key,
  ]);
  const found = await registry.candidates(keys, theirs.size + 1);
  const hasOthers = (place: number) => found[place]?.npis.some((npi) => !theirs.has(npi)) === true;
  return new Set(asked.filter((_, i) => hasOthers(2 * i) || hasOthers(2 * i + 1)));
}
