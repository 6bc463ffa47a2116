import type { Site, Sites } from "../../match/compare-organization.ts";
import type { Posterior } from "../../match/posterior.ts";
import { searchKey } from "../../normalize/keys/keys.ts";
import type { Registry } from "../../registry/registry.ts";

/** Candidates of a lead whose telephones are looked up; more only when they tie with the last. */
const MOST_CANDIDATES = 8;
const MOST_TIED = 32;
const MOST_PHONES = 4;
/** Organisations read for one telephone: more are behind the line of a billing company. */
const MOST_ORGANIZATIONS = 20;

/**
 * What is on file under the telephones of each lead's best candidates, in the order given. One read
 * of the index and one of records for all of them.
 */
export async function sitesOf(
  posteriors: readonly Posterior[],
  registry: Registry,
): Promise<Sites[]> {
  const wanted = posteriors.map(phonesToAsk);
  const phones = [...new Set(wanted.flat())];
  const sites = await readSites(phones, registry);
  return wanted.map((own) => {
    // Only what this lead asked for: an answer does not hang on the rest of its batch.
    const found = own.flatMap((phone): [string, Site][] => {
      const site = sites.get(phone);
      return site === undefined ? [] : [[phone, site]];
    });
    return new Map(found);
  });
}

function phonesToAsk({ ranked }: Posterior): string[] {
  const cut = ranked[MOST_CANDIDATES - 1]?.candidate.bits ?? Number.NEGATIVE_INFINITY;
  const best = ranked.filter(
    ({ candidate }, i) => i < MOST_CANDIDATES || (i < MOST_TIED && candidate.bits === cut),
  );
  const phones = best.flatMap(({ candidate }) => candidate.record.phones.slice(0, MOST_PHONES));
  return [...new Set(phones)];
}

async function readSites(phones: readonly string[], registry: Registry): Promise<Sites> {
  if (phones.length === 0) return new Map();
  const keys = phones.flatMap((phone) => [
    searchKey("organization-phone", phone).key,
    searchKey("phone", phone).key,
  ]);
  const lists = await registry.candidates(keys, MOST_ORGANIZATIONS);
  const npis = new Set(phones.flatMap((_, i) => lists[i * 2]?.npis ?? []));
  const records = await registry.matchRecords([...npis]);
  const words = new Map<number, readonly string[]>();
  for (const record of records) {
    if (record?.entity === "o") words.set(record.npi, record.organization);
  }
  return new Map(
    phones.map((phone, i) => {
      const organizations = (lists[i * 2]?.npis ?? []).flatMap((npi) => {
        const own = words.get(npi);
        return own === undefined ? [] : [own];
      });
      return [phone, { organizations, people: lists[i * 2 + 1]?.total ?? 0 }];
    }),
  );
}
