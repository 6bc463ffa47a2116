import type { MatchRecord, NameVariant, Place } from "../../model/match-record.ts";

/**
 * A match record as one JSON array of flat arrays: scoring decodes a hundred of them a lead, and
 * this is the form that JSON.parse turns around fastest. The NPI is the row's key, not in the text.
 * A change of form raises SCHEMA_VERSION.
 */
type Encoded = [
  flags: number,
  sex: string,
  names: (string | number)[],
  places: (string | number)[],
  credentials: string[],
  taxonomies: string[],
  licenses: string[],
  phones: string[],
  organization: string[],
  replacement: number,
  enumerated: number,
];

const isOrganization = 1;
const isInactive = 2;
/** Only ever append: positions are on file. */
const nameKinds = ["legal", "former", "professional", "other"] as const;
const placeKinds = ["practice", "mailing", "secondary"] as const;
const nameWidth = 6;
const placeWidth = 4;
/** An NPI, a year and what is around them, with room to spare. */
const longestEnd = 24;

export function encodeMatchRecord(record: MatchRecord): string {
  const encoded: Encoded = [
    (record.entity === "o" ? isOrganization : 0) | (record.active ? 0 : isInactive),
    record.sex,
    record.names.flatMap((name) => [
      nameKinds.indexOf(name.kind),
      name.first,
      name.middle,
      name.last,
      name.lastParts.join(" "),
      name.suffix,
    ]),
    record.places.flatMap((place) => [
      placeKinds.indexOf(place.kind),
      place.zip5,
      place.city,
      place.state,
    ]),
    record.credentials,
    record.taxonomies,
    record.licenses,
    record.phones,
    record.organization,
    record.replacement,
    record.enumerated,
  ];
  return JSON.stringify(encoded);
}

export function decodeMatchRecord(npi: number, text: string): MatchRecord {
  const encoded: Encoded = JSON.parse(text);
  const flags = encoded[0];
  return {
    npi,
    entity: (flags & isOrganization) === 0 ? "i" : "o",
    active: (flags & isInactive) === 0,
    sex: encoded[1],
    names: decodeNames(encoded[2]),
    places: decodePlaces(encoded[3]),
    credentials: encoded[4],
    taxonomies: encoded[5],
    licenses: encoded[6],
    phones: encoded[7],
    organization: encoded[8],
    replacement: encoded[9],
    enumerated: encoded[10],
  };
}

/** What is last but one in it, the rest left as it is: a fraction of the time. */
export function decodeReplacement(text: string): number {
  const found = /,(\d+),\d+\]$/.exec(text.slice(-longestEnd));
  if (found === null) throw new SyntaxError("not a match record");
  return Number(found[1]);
}

function decodeNames(flat: readonly (string | number)[]): NameVariant[] {
  const names: NameVariant[] = [];
  for (let i = 0; i < flat.length; i += nameWidth) {
    const parts = flat[i + 4] as string;
    names.push({
      kind: nameKinds[flat[i] as number] ?? "other",
      first: flat[i + 1] as string,
      middle: flat[i + 2] as string,
      last: flat[i + 3] as string,
      lastParts: parts === "" ? [] : parts.split(" "),
      suffix: flat[i + 5] as string,
    });
  }
  return names;
}

function decodePlaces(flat: readonly (string | number)[]): Place[] {
  const places: Place[] = [];
  for (let i = 0; i < flat.length; i += placeWidth) {
    places.push({
      kind: placeKinds[flat[i] as number] ?? "secondary",
      zip5: flat[i + 1] as string,
      city: flat[i + 2] as string,
      state: flat[i + 3] as string,
    });
  }
  return places;
}
