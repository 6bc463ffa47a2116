import { hash } from "node:crypto";
import type { GhostKey, SuppressionKeys } from "../model/suppressions.ts";
import { licenseKeys } from "./license.ts";

/** What a key of a suppression is; the same text of another kind is another key. */
export const subjectKinds = ["npi", "license", "email", "phone", "ghost"] as const;

export type SubjectKind = (typeof subjectKinds)[number];

/** Something by which somebody can be suppressed, as lists that are hashed already hold it. */
export interface SubjectKey {
  kind: SubjectKind;
  /** SHA-256 of the standardised value's UTF-8: 32 bytes, one character each (`latin1`). */
  digest: string;
}

/** The standardised value (DROP's rules, rights.md 17.7), or "" where there is none. */
export function standardEmail(text: string): string {
  return text.replace(/\s+/g, "").toLowerCase();
}

/** Digits only, the last ten of them. */
export function standardPhone(text: string): string {
  return text
    .replace(/\s*(?:x|ext\.?|extension|#)\s*:?\s*\d*\s*$/i, "")
    .replace(/\D/g, "")
    .slice(-10);
}

export function subjectKey(kind: SubjectKind, standardised: string): SubjectKey {
  return { kind, digest: hash("sha256", standardised, "binary") };
}

/** All keys of somebody; none of an empty value, so that nobody is suppressed for lacking one. */
export function subjectKeysOf(keys: SuppressionKeys): SubjectKey[] {
  const { npi = "", replacementNpi = "", licenses = [], emails = [], phones = [] } = keys;
  const found: SubjectKey[] = [];
  const add = (kind: SubjectKind, value: string) => {
    if (value !== "") found.push(subjectKey(kind, value));
  };
  add("npi", npi.replace(/\D/g, ""));
  add("npi", replacementNpi.replace(/\D/g, ""));
  for (const { number, state } of licenses) {
    for (const key of licenseKeys(number, state)) add("license", key);
  }
  for (const email of emails) add("email", standardEmail(email));
  for (const phone of phones) add("phone", standardPhone(phone));
  return found;
}

export function ghostSubjects(keys: readonly GhostKey[]): SubjectKey[] {
  return keys.map(({ level, text }) => subjectKey("ghost", `${level}|${text}`));
}
