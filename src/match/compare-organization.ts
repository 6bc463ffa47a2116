import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord, Place } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import {
  comparedOrganizationWords,
  isCommonOrganizationWord,
} from "../normalize/names/organization-words.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Lead } from "./lead.ts";
import { bitsOf, weights } from "./weights.ts";

/** What is on file under one telephone number. */
export interface Site {
  /** The words of each organisation's names. */
  organizations: readonly (readonly string[])[];
  /** Individuals with this number. */
  people: number;
}

/** Telephone number → what is on file under it. */
export type Sites = ReadonlyMap<string, Site>;

/**
 * The lead's employer against the organisations that share a telephone with the candidate: NPPES
 * names no employers. Silent unless they agree, for most people's employers stand elsewhere.
 */
export function compareOrganization(
  lead: Lead,
  record: MatchRecord,
  sites: Sites,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.organization.length === 0) return undefined;
  // The telephone agreed: who else answers there says nothing more.
  if (record.phones.includes(lead.phone)) return undefined;
  const given = withoutOwnNames(lead.organization, record);
  let chance = 1;
  for (const phone of record.phones) {
    const site = sites.get(phone);
    if (site === undefined) continue;
    const neighbors = shareOfNeighbors(site, lead, record, frequencies);
    for (const words of site.organizations) {
      const byWords = chanceOfWords(given, words, record, frequencies);
      chance = Math.min(chance, Math.max(byWords, neighbors));
    }
  }
  const { m, most } = weights.organization;
  if (chance >= m) return undefined;
  const bits = Math.min(most, bitsOf(m, chance));
  return { field: "organization", level: "same site", bits };
}

/** A practice called after its clinician fits every namesake. */
function withoutOwnNames(words: readonly string[], { names }: MatchRecord): string[] {
  const own = names.flatMap(({ first, middle, last, lastParts }) => [
    first,
    middle,
    last,
    ...lastParts,
  ]);
  const known = new Set(comparedOrganizationWords(own));
  return words.filter((word) => !known.has(word));
}

/** How often an organisation shares so many of the lead's words by accident; 1 when it does not. */
function chanceOfWords(
  given: readonly string[],
  split: readonly string[],
  record: MatchRecord,
  frequencies: Frequencies,
): number {
  const onFile = new Set(comparedOrganizationWords(split));
  const telling = given.filter((word) => !isCommonOrganizationWord(word) && !isCity(word, record));
  const shared = telling.filter((word) => onFile.has(word));
  const { word: rare, commonWords } = weights.organization;
  if (telling.length === 0) {
    return given.length > 1 && given.every((word) => onFile.has(word)) ? commonWords : 1;
  }
  if (shared.length * 2 < telling.length) return 1;
  return shared.reduce(
    (chance, word) => chance * Math.max(rare, frequencies.share(term.last(word))),
    1,
  );
}

/** Half of a town's organisations carry its name, and the place was compared already. */
function isCity(word: string, { places }: MatchRecord): boolean {
  return word.length > 3 && places.some(({ city }) => city.includes(word));
}

/** The share of the people around who have the same telephone: a town may have one employer. */
function shareOfNeighbors(
  { people }: Site,
  lead: Lead,
  { places }: MatchRecord,
  frequencies: Frequencies,
): number {
  const place = places.find((one) => one.city !== "" && isLeadsPlace(one, lead));
  const around =
    place === undefined
      ? frequencies.individuals
      : frequencies.share(term.city(place.city, place.state)) * frequencies.individuals;
  return Math.max(0, people - 1) / Math.max(1, around - 1);
}

function isLeadsPlace({ zip5, city, state }: Place, lead: Lead): boolean {
  if (lead.zip5 !== "" && lead.zip5 === zip5) return true;
  return lead.city !== "" && lead.city === city && (lead.state === "" || lead.state === state);
}
