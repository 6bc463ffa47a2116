import type { MatchRecord } from "../../model/match-record.ts";
import { profileKeys, searchKey } from "../../normalize/keys/keys.ts";
import { toMatchRecord } from "../../normalize/keys/match-record.ts";
import { nicknameClasses } from "../../normalize/names/nickname.ts";
import type { Registry } from "../../registry/registry.ts";
import { nobodyWithheld } from "../../registry/withheld-store.ts";
import type { Gathered, Search } from "./gather.ts";
import { apiRelease } from "./release.ts";
import { BEYOND_CUT, surnameCounts } from "./surname-counts.ts";
import { POPULATION, typicalShares } from "./typical-shares.ts";

/**
 * What was gathered about one lead, as a registry in memory that our own matching can ask. Its counts
 * are typical figures, and lists of names that the API cut are longer than what they hold.
 */
export function createFetchedRegistry({ profiles, searches }: Gathered): Registry {
  const sorted = [...profiles.values()].sort((a, b) => (a.npi < b.npi ? -1 : 1));
  const records = new Map(sorted.map((profile) => [profile.npi, toMatchRecord(profile)]));
  const postings = postingsOf(records.values());
  const surnames = surnameCounts(searches, records);
  const cut = cutKeys(searches);

  function countOf(text: string): number {
    const [kind = "", name = ""] = [text.slice(0, 1), text.slice(2)];
    const measured = kind === "L" ? surnames.get(name) : undefined;
    return measured ?? Math.round((typicalShares[kind] ?? 0) * POPULATION);
  }

  return {
    release: { ...apiRelease, counts: { ...apiRelease.counts, individuals: POPULATION } },
    profiles: async (npis) => npis.map((npi) => profiles.get(npi)),
    matchRecords: async (npis) => npis.map((npi) => records.get(String(npi))),
    candidates: async (keys, cap) =>
      keys.map((key) => {
        const npis = postings.get(key) ?? [];
        const total = cut.has(key) ? npis.length * (1 + BEYOND_CUT) : npis.length;
        return { npis: npis.slice(0, cap), total };
      }),
    counts: async (terms) => terms.map(countOf),
    taxonomyNames: async (codes) => codes.map(() => undefined),
    sample: async () => [],
    withheld: async () => nobodyWithheld,
    close: async () => {},
  };
}

function postingsOf(records: Iterable<MatchRecord>): Map<number, number[]> {
  const postings = new Map<number, number[]>();
  for (const record of records) {
    for (const key of profileKeys(record)) {
      const list = postings.get(key);
      if (list === undefined) postings.set(key, [record.npi]);
      else list.push(record.npi);
    }
  }
  return postings;
}

/** The keys under which more people stand than the API gave. */
function cutKeys(searches: readonly Search[]): Set<number> {
  const keys = new Set<number>();
  for (const { query, last, first, initial, isCut } of searches) {
    const { state, city, postal_code, taxonomy_description, alias } = query;
    if (!isCut || last === "" || (city ?? postal_code ?? taxonomy_description)) continue;
    if (state !== undefined) {
      keys.add(searchKey("last+initial+state", last, initial, state).key);
    } else if (alias) {
      for (const family of nicknameClasses(first)) {
        keys.add(searchKey("last+nickname", last, family).key);
      }
    } else if (first !== "") {
      keys.add(searchKey("last+first", last, first).key);
    } else {
      keys.add(searchKey("last+initial", last, initial).key);
    }
  }
  return keys;
}
