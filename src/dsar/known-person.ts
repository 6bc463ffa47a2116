import type { RequestStore } from "../ledger/request-store.ts";
import type { MatchContext } from "../model/contract.ts";
import { ghostKeysOfRequest } from "../normalize/keys/ghost-keys.ts";
import {
  ghostSubjects,
  keyName,
  type SubjectKey,
  subjectKey,
} from "../normalize/keys/subject-keys.ts";
import { personKeys } from "../suppress/person-keys.ts";
import type { RequestPerson } from "./person.ts";

/** Somebody by hashes that only this ledger can make. */
export interface KnownPerson {
  /** Of their NPIs. */
  npis: ReadonlySet<string>;
  /** Of those and of whatever else tells them from others. */
  keys: ReadonlySet<string>;
}

/**
 * NPI, license, e-mail address, and a name with its state. No telephone number, which is a whole
 * clinic's, and no NPI of several who fit.
 */
export function knownPerson(
  { told, npis }: RequestPerson,
  { keyOf }: Pick<RequestStore, "keyOf">,
  context: MatchContext,
): KnownPerson {
  const hashed = (keys: readonly SubjectKey[]) =>
    keys.map((key) => keyOf(JSON.stringify(["person", keyName(key)])));
  const said = personKeys(told).keys;
  const theirs = [
    ...said.filter(({ kind }) => kind === "npi"),
    ...(npis.length === 1 ? npis.map((npi) => subjectKey("npi", npi)) : []),
  ];
  const others = said.filter(({ kind }) => kind === "license" || kind === "email");
  const { name, state, city, zip } = told.request;
  const named = {
    ...{ id: 1, name },
    ...(state !== undefined && { state }),
    ...(city !== undefined && { city }),
    ...(zip !== undefined && { zip }),
  };
  const ghosts =
    name === undefined
      ? []
      : ghostKeysOfRequest(named, context).filter(({ level }) => level === "state");
  const sure = new Set(hashed(theirs));
  return { npis: sure, keys: new Set([...sure, ...hashed([...others, ...ghostSubjects(ghosts)])]) };
}

/** One NPI is one person, whatever else two of them share: a name, or the address of an office. */
export function isSamePerson(one: KnownPerson, other: KnownPerson): boolean {
  if (one.npis.size > 0 && other.npis.size > 0) return isShared(one.npis, other.npis);
  return isShared(one.keys, other.keys);
}

function isShared(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((key) => other.has(key));
}
