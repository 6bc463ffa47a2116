import type { MatchRecord } from "../../src/model/match-record.ts";
import type { Profile } from "../../src/model/profile.ts";
import { profileFacets } from "../../src/normalize/keys/facets.ts";
import { profileKeys } from "../../src/normalize/keys/keys.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { profileTerms } from "../../src/normalize/keys/terms.ts";
import type { Registry } from "../../src/registry/registry.ts";
import { createFirstRanked } from "../../src/registry/sample-rank.ts";
import { nobodyWithheld, type WithheldNpis } from "../../src/registry/withheld-store.ts";

/** A registry of invented profiles in memory: the reference that real backends must equal. */
export function createMemoryRegistry(
  profiles: readonly Profile[],
  withheld: () => WithheldNpis = () => nobodyWithheld,
): Registry {
  const sorted = [...profiles].sort((a, b) => Number(a.npi) - Number(b.npi));
  const byNpi = new Map(sorted.map((profile) => [profile.npi, profile]));
  const records = new Map<number, MatchRecord>();
  const postings = new Map<number, number[]>();
  const terms = new Map<string, number>();
  const facets = new Map<string, number[]>();
  for (const profile of sorted) {
    const record = toMatchRecord(profile);
    records.set(record.npi, record);
    for (const key of profileKeys(record)) {
      const list = postings.get(key);
      if (list === undefined) postings.set(key, [record.npi]);
      else list.push(record.npi);
    }
    for (const name of profileFacets(profile)) {
      const list = facets.get(name);
      if (list === undefined) facets.set(name, [record.npi]);
      else list.push(record.npi);
    }
    for (const text of profileTerms(record)) terms.set(text, (terms.get(text) ?? 0) + 1);
  }
  const individuals = sorted.filter(({ entity, name }) => entity === "individual" && name.last);
  return {
    release: {
      id: "memory",
      schema_version: 1,
      built_at: "2026-01-01T00:00:00.000Z",
      sources: [],
      counts: {
        profiles: sorted.length,
        individuals: individuals.length,
        organizations: sorted.filter(({ entity }) => entity === "organization").length,
        deactivated: sorted.filter(({ active }) => !active).length,
        taxonomy_names: 0,
      },
    },
    facets: {
      npis: async (names) => names.map((name) => Uint32Array.from(facets.get(name) ?? [])),
      named: async (prefix) => [...facets.keys()].filter((name) => name.startsWith(prefix)).sort(),
    },
    profiles: async (npis) => npis.map((npi) => byNpi.get(npi)),
    matchRecords: async (npis) => npis.map((npi) => records.get(npi)),
    candidates: async (keys, cap) =>
      keys.map((key) => {
        const npis = postings.get(key) ?? [];
        return { npis: npis.slice(0, cap), total: npis.length };
      }),
    counts: async (texts) => texts.map((text) => terms.get(text) ?? 0),
    taxonomyNames: async (codes) => codes.map(() => undefined),
    sample: async (count) => {
      const first = createFirstRanked(count);
      for (const { npi } of individuals) first.add(Number(npi));
      return first.npis().map((npi) => byNpi.get(String(npi)) as Profile);
    },
    withheld: async () => withheld(),
    close: async () => {},
  };
}
