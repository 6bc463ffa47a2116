import { askSuppressions } from "../../enrich/withhold.ts";
import type { Profile } from "../../model/profile.ts";
import { type Suppressions, suppressionKeysOfProfile } from "../../model/suppressions.ts";
import type { SearchService } from "../../service/search-service.ts";

/** Whom to ask about people. */
export interface Tellable {
  service: Pick<SearchService, "profiles">;
  suppressions: Suppressions;
}

/** NPI → profile of everybody about whom something may be told: a suppressed one is unknown. */
export async function tellableProfiles(
  npis: readonly string[],
  { service, suppressions }: Tellable,
): Promise<Map<string, Profile>> {
  const asked = [...new Set(npis)];
  if (asked.length === 0) return new Map();
  const found = (await service.profiles(asked)).filter((profile) => profile !== undefined);
  const hits = await askSuppressions(found.map(suppressionKeysOfProfile), suppressions);
  return new Map(found.filter((_, i) => hits[i] === false).map((one) => [one.npi, one]));
}
