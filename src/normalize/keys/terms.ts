import type { MatchRecord, NameVariant, Place } from "../../model/match-record.ts";
import { nicknameClasses } from "../names/nickname.ts";
import { taxonomyGroup } from "../specialties/specialty.ts";
import { specialtyFamily } from "../specialties/specialty-family.ts";

/**
 * What the registry counts when a release is built: how many individuals carry each value. The
 * shares are the chance agreement (`u`) of the matching model, fitted to the very population that
 * is searched. Changing a term means a new KEY_VERSION.
 */
export const term = {
  last: (name: string) => `L:${name}`,
  first: (name: string) => `F:${name}`,
  /** Individuals of one sex with this first name. */
  firstOfSex: (name: string, sex: string) => `X:${sex}:${name}`,
  initial: (letter: string) => `I:${letter}`,
  middle: (name: string) => `D:${name}`,
  middleInitial: (letter: string) => `M:${letter}`,
  nicknameClass: (family: string) => `N:${family}`,
  zip: (zip5: string) => `Z:${zip5}`,
  /** First three digits of a ZIP. */
  zipArea: (zip3: string) => `A:${zip3}`,
  city: (city: string, state: string) => `C:${city}:${state}`,
  state: (state: string) => `S:${state}`,
  credential: (group: string) => `G:${group}`,
  taxonomy: (code: string) => `T:${code}`,
  taxonomyGroup: (group: string) => `R:${group}`,
  /** Individuals of a profession, by any of their taxonomies. */
  profession: (family: string) => `P:${family}`,
  enumerated: (year: number) => `Y:${year}`,
} as const;

/** Distinct terms of one profile; none for organisations and for NPIs without a name. */
export function profileTerms(record: MatchRecord): string[] {
  if (record.entity !== "i" || record.names.length === 0) return [];
  const terms = new Set<string>();
  for (const name of record.names) addNameTerms(terms, name, record.sex);
  for (const place of record.places) addPlaceTerms(terms, place);
  for (const group of record.credentials) terms.add(term.credential(group));
  for (const code of record.taxonomies) {
    terms.add(term.taxonomy(code));
    terms.add(term.taxonomyGroup(taxonomyGroup(code)));
    terms.add(term.profession(specialtyFamily(code)));
  }
  if (record.enumerated > 0) terms.add(term.enumerated(record.enumerated));
  return [...terms];
}

function addNameTerms(terms: Set<string>, name: NameVariant, sex: string): void {
  if (name.last !== "") terms.add(term.last(name.last));
  for (const part of name.lastParts) terms.add(term.last(part));
  if (name.middle !== "") terms.add(term.middleInitial(name.middle.charAt(0)));
  if (name.middle.length > 1) terms.add(term.middle(name.middle));
  if (name.first === "") return;
  terms.add(term.first(name.first));
  terms.add(term.initial(name.first.charAt(0)));
  for (const family of nicknameClasses(name.first)) terms.add(term.nicknameClass(family));
  if (sex !== "") terms.add(term.firstOfSex(name.first, sex));
}

function addPlaceTerms(terms: Set<string>, place: Place): void {
  if (place.zip5 !== "") {
    terms.add(term.zip(place.zip5));
    terms.add(term.zipArea(place.zip5.slice(0, 3)));
  }
  if (place.state !== "") terms.add(term.state(place.state));
  if (place.city !== "" && place.state !== "") terms.add(term.city(place.city, place.state));
}
