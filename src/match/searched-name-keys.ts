import { type KeyKind, lastEnd, searchKey, soundsOf } from "../normalize/keys/keys.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import { nicknameClasses } from "../normalize/names/nickname.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * The keys of all whom name-score.ts may take for the name, wherever they are: unlike a lead's
 * (lead-keys.ts) they are all asked, and nobody under them is left out, so that a count is exact.
 */
export function searchedNameKeys(readings: readonly NameHypothesis[]): number[] {
  const keys = new Set<number>();
  const add: Add = (kind, ...parts) => keys.add(searchKey(kind, ...parts).key);
  for (const reading of readings) {
    for (const last of [reading.last, ...reading.lastParts]) {
      if (last === "") continue;
      if (reading.first === "") addSurname(add, last);
      else addName(add, last, reading);
    }
    if (reading.first.length > 1) addMarriedName(add, reading);
  }
  return [...keys];
}

type Add = (kind: KeyKind, ...parts: (string | number)[]) => void;

/** No key holds a surname alone; those with each first letter, and with none, make it up. */
function addSurname(add: Add, last: string): void {
  for (const initial of ["", ...letters]) add("last+initial", last, initial);
}

function addName(add: Add, last: string, { first, middle, nick }: NameHypothesis): void {
  add("last+initial", last, first.charAt(0));
  if (first.length === 1) {
    if (middle.length > 1) add("last+first", last, middle);
    return;
  }
  add("last+middle", last, first);
  const sounds = soundsOf(last);
  for (const name of nick.length > 1 ? [first, nick] : [first]) {
    for (const family of nicknameClasses(name)) {
      add("last+nickname", last, family);
      for (const sound of sounds) add("sound+nickname", sound, family);
    }
  }
  for (const sound of sounds) {
    for (const firstSound of soundsOf(first)) add("sound+sound", sound, firstSound);
  }
  add("first+last-end", first, lastEnd(last));
  for (let length = last.length - 1; length <= last.length + 1; length++) {
    add("first+last3+length", first, last.slice(0, 3), length);
  }
}

/** The surname as somebody's middle name, and the middle name as somebody's surname. */
function addMarriedName(add: Add, { first, middle, last }: NameHypothesis): void {
  if (last.length > 2) add("middle+first", last, first);
  if (middle.length > 2) add("last+first", middle, first);
}
