import { doubleMetaphone } from "double-metaphone";
import type { MatchRecord, NameVariant, Place } from "../../model/match-record.ts";
import { nicknameClasses } from "../names/nickname.ts";
import { keyHash } from "./key-hash.ts";

/**
 * The search keys that import and query share (facts: matching.md section 5). Import files every
 * profile under `profileKeys`; a query asks for the same texts. Changing anything here changes
 * what a release holds, so it must raise KEY_VERSION.
 */
export const KEY_VERSION = 4;

/**
 * "last" = surname or one part of it, "sound" = phonetic code (of the surname first), "last3" and
 * "last-end" = the first and the last three letters of the surname, one of which a single typing
 * error leaves alone. Which of them are asked only when the others did not settle the lead is
 * match/lead-keys.ts's to say.
 */
export type KeyKind =
  | "last+first"
  | "last+nickname"
  | "last+middle"
  | "last+initial"
  | "last+initials"
  | "sound+nickname"
  | "sound+initial+state"
  | "first+last-end"
  | "first+middle+state"
  | "middle+first"
  | "last+initial+state"
  | "last+city"
  | "sound+first+state"
  | "sound+sound"
  | "first+zip"
  | "first+city"
  | "first+last3+state"
  | "phone"
  | "license"
  | "zip+last-initial"
  | "first+last3+length"
  | "last+initial+credential"
  | "organization-phone";

export interface SearchKey {
  kind: KeyKind;
  key: number;
}

/** Short prefixes keep kinds apart inside the one key space. */
const prefix: Record<KeyKind, string> = {
  "last+first": "a",
  "last+nickname": "b",
  "last+middle": "c",
  "last+initial+state": "d",
  "last+city": "e",
  "sound+first+state": "f",
  "sound+sound": "g",
  "first+zip": "h",
  "first+city": "i",
  "first+last3+state": "j",
  phone: "k",
  license: "l",
  "zip+last-initial": "m",
  "first+last3+length": "n",
  "last+initial+credential": "p",
  "last+initial": "q",
  "last+initials": "r",
  "sound+nickname": "s",
  "first+last-end": "t",
  "first+middle+state": "u",
  "middle+first": "v",
  "organization-phone": "w",
  "sound+initial+state": "x",
};

export function searchKey(kind: KeyKind, ...parts: readonly (string | number)[]): SearchKey {
  return { kind, key: keyHash(`${prefix[kind]}${parts.join("|")}`) };
}

/** Both phonetic codes of a name, one when they agree; none for an empty name. */
export function soundsOf(name: string): readonly string[] {
  if (name.length < 2) return [];
  const [first, second] = doubleMetaphone(name);
  if (first === "") return [];
  return second === first || second === "" ? [first] : [first, second];
}

/**
 * All keys of a profile, distinct. Organisations are nobody's candidates: they stand under keys of
 * their own, by which the employer that a lead names is looked up.
 */
export function profileKeys(record: MatchRecord): number[] {
  if (record.entity !== "i") {
    return record.phones.map((phone) => searchKey("organization-phone", phone).key);
  }
  const keys = new Set<number>();
  const add = (kind: KeyKind, ...parts: (string | number)[]) => {
    keys.add(searchKey(kind, ...parts).key);
  };
  for (const name of record.names) addNameKeys(add, name, record);
  for (const phone of record.phones) add("phone", phone);
  for (const license of record.licenses) add("license", license);
  return [...keys];
}

type Add = (kind: KeyKind, ...parts: (string | number)[]) => void;

function addNameKeys(add: Add, name: NameVariant, record: MatchRecord): void {
  const { first, middle } = name;
  const initial = first.charAt(0);
  const surnames = name.lastParts.length > 0 ? [name.last, ...name.lastParts] : [name.last];
  for (const last of surnames) {
    if (last === "") continue;
    addSurnameKeys(add, last, first, initial, record);
    if (middle.length > 1) add("last+middle", last, middle);
    if (middle !== "") add("last+initials", last, initial + middle.charAt(0));
  }
  if (middle.length > 1) addMiddleNameKeys(add, first, middle, record);
  for (const place of record.places) addFirstNameKeys(add, first, place);
}

/** Who marries keeps the first name and often the maiden name as the middle one. */
function addMiddleNameKeys(add: Add, first: string, middle: string, record: MatchRecord): void {
  if (middle.length > 2) add("middle+first", middle, first);
  for (const { state } of record.places) {
    if (state !== "") add("first+middle+state", first, middle, state);
  }
}

function addSurnameKeys(
  add: Add,
  last: string,
  first: string,
  initial: string,
  record: MatchRecord,
): void {
  const sounds = soundsOf(last);
  add("last+first", last, first);
  add("last+initial", last, initial);
  for (const family of nicknameClasses(first)) {
    add("last+nickname", last, family);
    for (const sound of sounds) add("sound+nickname", sound, family);
  }
  for (const credential of record.credentials) {
    add("last+initial+credential", last, initial, credential);
  }
  for (const sound of sounds) {
    for (const firstSound of soundsOf(first)) add("sound+sound", sound, firstSound);
  }
  add("first+last3+length", first, last.slice(0, 3), last.length);
  add("first+last-end", first, lastEnd(last));
  for (const place of record.places) {
    if (place.state !== "") {
      add("last+initial+state", last, initial, place.state);
      add("first+last3+state", first, last.slice(0, 3), place.state);
      for (const sound of sounds) {
        add("sound+first+state", sound, first, place.state);
        add("sound+initial+state", sound, initial, place.state);
      }
      if (place.city !== "") add("last+city", last, place.city, place.state);
    }
    if (place.zip5 !== "") add("zip+last-initial", place.zip5, last.charAt(0));
  }
}

function addFirstNameKeys(add: Add, first: string, place: Place): void {
  if (first.length < 2) return;
  if (place.zip5 !== "") add("first+zip", first, place.zip5);
  if (place.city !== "" && place.state !== "") add("first+city", first, place.city, place.state);
}

/** First letter and last three of a surname. */
export function lastEnd(last: string): string {
  return last.charAt(0) + last.slice(1).slice(-3);
}
