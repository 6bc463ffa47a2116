import type { MatchResult } from "../model/contract.ts";
import type { Disclosures } from "../model/disclosures.ts";
import type { SearchService } from "./search-service.ts";

/**
 * The service, with an account of whom it tells about: everybody that an answer names, with the
 * profile or by NPI alone, candidates too. Whoever hands the answer on has it flushed before.
 *
 * @param recipient who is told: id of an API key, or `localRecipient`
 */
export function disclosing(
  service: SearchService,
  disclosures: Pick<Disclosures, "record">,
  recipient: string,
): SearchService {
  const { search } = service;
  const recordProfiles = (npis: readonly string[]) =>
    disclosures.record(recipient, "profile", npis);
  return {
    ...service,
    async match(batch, options) {
      const response = await service.match(batch, options);
      recordResults(response.results, disclosures, recipient);
      return response;
    },
    async profiles(npis) {
      const profiles = await service.profiles(npis);
      recordProfiles(profiles.flatMap((profile) => profile?.npi ?? []));
      return profiles;
    },
    ...(search === undefined
      ? {}
      : {
          async search(query, options) {
            const answer = await search(query, options);
            recordProfiles(answer.results.map(({ npi }) => npi));
            return answer;
          },
        }),
  };
}

/** The people that these results tell about. */
export function recordResults(
  results: readonly MatchResult[],
  disclosures: Pick<Disclosures, "record">,
  recipient: string,
): void {
  const profiles: string[] = [];
  const numbers: string[] = [];
  for (const { npi, profile, candidates, explanation } of results) {
    if (npi !== undefined) (profile === undefined ? numbers : profiles).push(npi);
    if (candidates === undefined && explanation === undefined) continue;
    const others = new Set([...(candidates ?? []), ...(explanation?.candidates ?? [])].map(npiOf));
    if (npi !== undefined) others.delete(npi);
    numbers.push(...others);
  }
  disclosures.record(recipient, "profile", profiles);
  disclosures.record(recipient, "npi", numbers);
}

function npiOf({ npi }: { npi: string }): string {
  return npi;
}
