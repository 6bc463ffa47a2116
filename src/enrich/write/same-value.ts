import { foldAccents } from "../../normalize/cells/letters.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";
import { toCity, toState, toZip5 } from "../../normalize/places/place.ts";
import type { WritableField } from "./writable-field.ts";

/** Whether two texts say the same in a column of this field, however they are written. */
export function isSameValue(field: WritableField, one: string, other: string): boolean {
  const a = canonical(field, one);
  return a !== "" && a === canonical(field, other);
}

/** A value in the one form that all its spellings have; never "" for a text that says something. */
export function canonical(field: WritableField, text: string): string {
  const reading = readings[field]?.(text) ?? "";
  return reading === "" ? plain(text) : reading;
}

const readings: Partial<Record<WritableField, (text: string) => string>> = {
  npi: (text) => {
    const npi = readNpi(text);
    return npi.kind === "valid" ? npi.npi : "";
  },
  phone: toPhone,
  mobile: toPhone,
  fax: toPhone,
  email: (text) => text.trim().toLowerCase(),
  state: toState,
  license_state: toState,
  city: toCity,
  zip: (text) => toZip5(text),
  sex: (text) => text.trim().slice(0, 1).toUpperCase(),
  license_number: (text) => plain(text).replace(/^0+(?=.)/, ""),
  address: streetWords,
  address_2: streetWords,
};

/** Letters and digits alone. */
function plain(text: string): string {
  const kept = foldAccents(text)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
  return kept === "" ? text.trim() : kept;
}

/** What streets and suites are abbreviated to. */
const abbreviations: Readonly<Record<string, string>> = {
  STREET: "ST",
  AVENUE: "AVE",
  AV: "AVE",
  BOULEVARD: "BLVD",
  DRIVE: "DR",
  ROAD: "RD",
  LANE: "LN",
  COURT: "CT",
  PLACE: "PL",
  PARKWAY: "PKWY",
  HIGHWAY: "HWY",
  SQUARE: "SQ",
  TERRACE: "TER",
  CIRCLE: "CIR",
  SUITE: "STE",
  FLOOR: "FL",
  BUILDING: "BLDG",
  ROOM: "RM",
  NORTH: "N",
  SOUTH: "S",
  EAST: "E",
  WEST: "W",
};

/** A street as its words, abbreviated alike: `123 MAIN ST STE 4`. */
export function streetWords(text: string): string {
  return foldAccents(text)
    .toUpperCase()
    .replaceAll("#", " STE ")
    .replace(/[.']/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => abbreviations[word] ?? word)
    .join(" ");
}
