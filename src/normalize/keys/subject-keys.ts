import { hash } from "node:crypto";
import type { GhostKey, SuppressionKeys } from "../../model/suppressions.ts";
import { toPlainDigits } from "../cells/digits.ts";
import { licenseKeys } from "../license.ts";
import { isNpi } from "../npi.ts";

/** What a key of a suppression is; the same text of another kind is another key. */
export const subjectKinds = ["npi", "license", "email", "phone", "ghost"] as const;

export type SubjectKind = (typeof subjectKinds)[number];

/** Something by which somebody can be suppressed, as lists that are hashed already hold it. */
export interface SubjectKey {
  kind: SubjectKind;
  /** SHA-256 of the standardised value's UTF-8: 32 bytes, one character each (`latin1`). */
  digest: string;
}

/** What a key is the hash of: a standardised value. */
export interface SubjectText {
  kind: Exclude<SubjectKind, "ghost">;
  text: string;
}

/** Something of somebody's, as it is written. */
export type SubjectValue =
  | { kind: "npi" | "email" | "phone"; text: string }
  | { kind: "license"; text: string; state: string };

/** One digit all through, or after the area code: what fills a required field. */
const junkPhone = /^(?:(\d)\1*|\d{3}(\d)\2{6})$/;
const shortestPhone = 7;
/** Of RFC 5321: 64 before the sign, 255 behind it. */
const longestEmail = 320;

/**
 * The standardised value (DROP's rules, rights.md 17.7), or "" where there is none: what says that
 * nothing is known (`none`) would be the same for everybody who lacks it.
 */
export function standardEmail(text: string): string {
  const standard = text.replace(/\s+/g, "").toLowerCase();
  return standard.length <= longestEmail && /^[^@\p{Cc}]+@[^@\p{Cc}]+$/u.test(standard)
    ? standard
    : "";
}

/** Digits only, of whatever script, the last ten of them; without the extension, which the rules do not know. */
export function standardPhone(text: string): string {
  const digits = toPlainDigits(text)
    .replace(/\s*(?:x|ext\.?|extension|#)\s*:?\s*\d*\s*$/i, "")
    .replace(/\D/g, "")
    .slice(-10);
  return digits.length < shortestPhone || junkPhone.test(digits) ? "" : digits;
}

/** One whose check digit is wrong is nobody's: it is never repaired, and no key either. */
function standardNpi(text: string): string {
  const digits = toPlainDigits(text).replace(/\D/g, "");
  return isNpi(digits) ? digits : "";
}

export function subjectKey(kind: SubjectKind, standardised: string): SubjectKey {
  return { kind, digest: hash("sha256", standardised, "binary") };
}

/** All that somebody has, one by one. */
export function subjectValuesOf(keys: SuppressionKeys): SubjectValue[] {
  const { npi, replacementNpi, licenses = [], emails = [], phones = [] } = keys;
  const values: SubjectValue[] = [];
  for (const text of [npi, replacementNpi])
    if (text !== undefined) values.push({ kind: "npi", text });
  for (const { number, state } of licenses) values.push({ kind: "license", text: number, state });
  for (const text of emails) values.push({ kind: "email", text });
  for (const text of phones) values.push({ kind: "phone", text });
  return values;
}

/** None of an empty or unusable value, so that nobody is suppressed for lacking one. */
export function subjectTextsOfValue(value: SubjectValue): SubjectText[] {
  const { kind } = value;
  return standardised(value)
    .filter((text) => text !== "")
    .map((text) => ({ kind, text }));
}

export function subjectKeysOfValue(value: SubjectValue): SubjectKey[] {
  return subjectTextsOfValue(value).map(keyOfText);
}

export function keyOfText({ kind, text }: SubjectText): SubjectKey {
  return subjectKey(kind, text);
}

/** One text for each of them, to find it by. */
export function textName({ kind, text }: SubjectText): string {
  return `${kind} ${text}`;
}

/** All keys of somebody. */
export function subjectKeysOf(keys: SuppressionKeys): SubjectKey[] {
  return subjectValuesOf(keys).flatMap(subjectKeysOfValue);
}

function standardised(value: SubjectValue): string[] {
  switch (value.kind) {
    case "npi":
      return [standardNpi(value.text)];
    case "license":
      return licenseKeys(value.text, value.state);
    case "email":
      return [standardEmail(value.text)];
    case "phone":
      return [standardPhone(value.text)];
  }
}

/** Each key once, the first of them. */
export function distinctKeys(keys: readonly SubjectKey[]): SubjectKey[] {
  return [...new Map(keys.map((key) => [keyName(key), key])).values()];
}

/** One text for each key, to find it by. */
export function keyName({ kind, digest }: SubjectKey): string {
  return `${kind} ${digest}`;
}

export function ghostSubjects(keys: readonly GhostKey[]): SubjectKey[] {
  return keys.map(({ level, text }) => subjectKey("ghost", `${level}|${text}`));
}
