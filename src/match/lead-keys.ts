import {
  type KeyKind,
  lastEnd,
  type SearchKey,
  searchKey,
  soundsOf,
} from "../normalize/keys/keys.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import { nicknameClasses } from "../normalize/names/nickname.ts";
import type { Lead } from "./lead.ts";

/** Readings less likely than this are compared, but not worth index reads of their own. */
const MIN_WEIGHT_TO_ASK = 0.01;

/** Identifiers and the full name as it stands: asked for every lead. */
export function exactKeys(lead: Lead): SearchKey[] {
  return collect((add) => {
    for (const license of lead.licenses) add("license", license);
    if (lead.phone !== "") add("phone", lead.phone);
    for (const reading of askedReadings(lead)) {
      for (const last of surnamesOf(reading)) addFullName(add, reading, last);
    }
  });
}

/** Other spellings, initials, other surnames in the same place: asked when that did not settle it. */
export function tier1Keys(lead: Lead): SearchKey[] {
  return collect((add) => {
    for (const reading of askedReadings(lead)) {
      for (const last of surnamesOf(reading)) addTier1(add, lead, reading, last);
      addFirstNameKeys(add, lead, reading.first);
    }
  });
}

/** Heavy noise and leads without a state: asked when tier 1 did not settle the lead either. */
export function tier2Keys(lead: Lead): SearchKey[] {
  return collect((add) => {
    for (const reading of askedReadings(lead)) {
      for (const last of surnamesOf(reading)) addTier2(add, lead, reading, last);
      addMaidenKeys(add, lead, reading);
    }
  });
}

type Add = (kind: KeyKind, ...parts: (string | number)[]) => void;

function collect(fill: (add: Add) => void): SearchKey[] {
  const keys = new Map<number, SearchKey>();
  fill((kind, ...parts) => {
    const key = searchKey(kind, ...parts);
    keys.set(key.key, key);
  });
  return [...keys.values()];
}

function askedReadings(lead: Lead): NameHypothesis[] {
  return lead.hypotheses.filter((reading) => reading.weight >= MIN_WEIGHT_TO_ASK);
}

function surnamesOf(reading: NameHypothesis): string[] {
  return [reading.last, ...reading.lastParts].filter((last) => last !== "");
}

function addTier1(add: Add, lead: Lead, reading: NameHypothesis, last: string): void {
  const { first } = reading;
  const { city, state } = lead;
  if (first.length > 1) addOtherSpellings(add, lead, last, first);
  if (state !== "" && first !== "") add("last+initial+state", last, first.charAt(0), state);
  if (state !== "" && city !== "") add("last+city", last, city, state);
}

function addFullName(add: Add, { first, middle }: NameHypothesis, last: string): void {
  if (first.length > 1) add("last+first", last, first);
  // "J. Robert Oppenheimer" is on file as Robert; "Robert" alone may be somebody's middle name.
  if (middle.length > 1 && first.length === 1) add("last+first", last, middle);
}

function addOtherSpellings(add: Add, lead: Lead, last: string, first: string): void {
  const { state } = lead;
  for (const family of nicknameClasses(first)) add("last+nickname", last, family);
  add("last+middle", last, first);
  const sounds = soundsOf(last);
  for (const sound of sounds) {
    if (state !== "") add("sound+first+state", sound, first, state);
  }
  if (state !== "") add("first+last3+state", first, last.slice(0, 3), state);
}

/** Who married since may be on file with the maiden name as middle name, or under it still. */
function addMaidenKeys(add: Add, lead: Lead, { first, middle, last }: NameHypothesis): void {
  if (first.length < 2) return;
  if (last.length > 2) add("middle+first", last, first);
  if (middle.length < 3) return;
  add("last+first", middle, first);
  if (lead.state !== "") add("first+middle+state", first, middle, lead.state);
}

function addFirstNameKeys(add: Add, lead: Lead, first: string): void {
  if (first.length < 2) return;
  if (lead.zip5 !== "") add("first+zip", first, lead.zip5);
  if (lead.city !== "" && lead.state !== "") add("first+city", first, lead.city, lead.state);
}

function addTier2(add: Add, lead: Lead, { first, middle }: NameHypothesis, last: string): void {
  if (lead.zip5 !== "") add("zip+last-initial", lead.zip5, last.charAt(0));
  if (first === "") return;
  add("last+initial", last, first.charAt(0));
  if (first.length === 1 && lead.state !== "") {
    for (const sound of soundsOf(last)) add("sound+initial+state", sound, first, lead.state);
  }
  if (middle !== "") add("last+initials", last, first.charAt(0) + middle.charAt(0));
  for (const group of lead.credentials) {
    add("last+initial+credential", last, first.charAt(0), group);
  }
  if (first.length < 2) return;
  add("first+last-end", first, lastEnd(last));
  for (const sound of soundsOf(last)) {
    for (const firstSound of soundsOf(first)) add("sound+sound", sound, firstSound);
    for (const family of nicknameClasses(first)) add("sound+nickname", sound, family);
  }
  for (let length = last.length - 1; length <= last.length + 1; length++) {
    add("first+last3+length", first, last.slice(0, 3), length);
  }
}
