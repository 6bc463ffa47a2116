import type { Address, OtherName, Profile, Taxonomy } from "../../src/model/profile.ts";

interface Person {
  npi: string;
  first: string;
  last: string;
  middle?: string;
  suffix?: string;
  credential?: string;
  sex?: string;
  city?: string;
  state?: string;
  zip?: string;
  phone?: string;
  taxonomy?: string;
  license?: string;
  otherNames?: OtherName[];
  active?: boolean;
  replacement?: string;
  /** Year of the NPI. */
  enumerated?: number;
}

/** An invented individual's profile; what a test does not name is the same for everybody. */
export function person(given: Person): Profile {
  const { npi, first, last, middle, suffix, credential } = given;
  const address: Address = {
    kind: "practice",
    line1: "1 INVENTED WAY",
    city: given.city ?? "SPRINGFIELD",
    state: given.state ?? "IL",
    zip: given.zip ?? "62701",
    country: "US",
    ...(given.phone === undefined ? {} : { phone: given.phone }),
  };
  const taxonomy: Taxonomy = {
    code: given.taxonomy ?? "207Q00000X",
    primary: true,
    ...(given.license === undefined
      ? {}
      : { license: given.license, license_state: given.state ?? "IL" }),
  };
  return {
    npi,
    entity: "individual",
    active: given.active ?? true,
    name: {
      first,
      last,
      ...(middle === undefined ? {} : { middle }),
      ...(suffix === undefined ? {} : { suffix }),
      ...(credential === undefined ? {} : { credential }),
    },
    other_names: given.otherNames ?? [],
    ...(given.sex === undefined ? {} : { sex: given.sex }),
    ...(given.replacement === undefined ? {} : { replacement_npi: given.replacement }),
    ...(given.enumerated === undefined ? {} : { enumeration_date: `${given.enumerated}-06-15` }),
    taxonomies: [taxonomy],
    addresses: [address],
    sources: { main: 1 },
  };
}

/** The n-th of a row of valid NPIs (prefix 80840, Luhn check digit). */
export function npiOf(n: number): string {
  const body = String(100_000_000 + n * 7);
  let sum = 24;
  for (let i = 0; i < 9; i++) {
    let digit = Number(body.charAt(i));
    if (i % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return body + String((10 - (sum % 10)) % 10);
}
