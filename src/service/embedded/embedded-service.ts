import type { MatchBatch, MatchResponse } from "../../model/contract.ts";
import { ServiceError } from "../../model/errors.ts";
import type { Profile } from "../../model/profile.ts";
import { toLetters } from "../../normalize/cells/letters.ts";
import { term } from "../../normalize/keys/terms.ts";
import { taxonomyWords } from "../../normalize/specialties/specialty.ts";
import type { Registry } from "../../registry/registry.ts";
import type { SearchService } from "../search-service.ts";
import { answerLeads, type LeadAnswer } from "./answer-leads.ts";
import { createSearch } from "./search/search.ts";
import { createTermCache } from "./term-cache.ts";
import { toResult } from "./to-result.ts";
import { untoldOf } from "./untold.ts";
import { createZipGeography } from "./zip-geography.ts";

/** Share of a list's leads that are in the registry when the list is too short to tell. */
export const DEFAULT_PRIOR = 0.8;

/**
 * The search service over a registry in this process. Closing it closes the registry. Of those whom
 * the registry withholds nothing leaves: they are looked up once a call.
 */
export function createEmbeddedService(
  registry: Registry,
  { label }: { label: string },
): SearchService {
  const terms = createTermCache(registry);
  const geography = createZipGeography();
  const { facets } = registry;
  const search = facets && createSearch(registry, facets);
  return {
    label,
    traits: { local: true, counts: true },
    info: async () => ({
      release: registry.release.id,
      registry: registry.release,
      default_prior: DEFAULT_PRIOR,
    }),
    async match(batch, { signal }): Promise<MatchResponse> {
      requireRelease(batch, registry);
      const untold = untoldOf(await registry.withheld());
      const answers = await answerLeads(batch, registry, terms, geography, signal, { untold });
      const profiles = batch.with_profile ? await profilesOf(answers, registry) : new Map();
      return {
        release: registry.release.id,
        results: answers.map((answer) => toResult(answer, profiles)),
      };
    },
    async profiles(npis) {
      const untold = untoldOf(await registry.withheld());
      const profiles = await registry.profiles(npis);
      if (untold.isEmpty) return profiles;
      return profiles.map((one) => (untold.has(Number(one?.npi)) ? undefined : one));
    },
    async nameCounts(names) {
      const letters = names.map(toLetters);
      const counts = await registry.counts(
        letters.flatMap((name) => [term.first(name), term.last(name)]),
      );
      return letters.map((_, i) => ({ first: counts[2 * i] ?? 0, last: counts[2 * i + 1] ?? 0 }));
    },
    async specialtyNames(codes) {
      const imported = await registry.taxonomyNames(codes);
      return codes.map((code, i) => imported[i] ?? taxonomyWords(code) ?? code);
    },
    ...(search && { search: (query, { signal }) => search(query, signal) }),
    close: () => registry.close(),
  };
}

function requireRelease(batch: MatchBatch, registry: Registry): void {
  if (batch.release === undefined || batch.release === registry.release.id) return;
  throw new ServiceError(
    "release_gone",
    "The registry was updated while this run was under way.",
    "Run the same command again: it starts on the new release.",
  );
}

/** The matched profiles by NPI; those that deciding already read are not read again. */
async function profilesOf(
  answers: readonly LeadAnswer[],
  registry: Registry,
): Promise<Map<number, Profile>> {
  const profiles = new Map<number, Profile>();
  const unread = new Set<number>();
  for (const { decision, profile } of answers) {
    if (decision.npi === undefined) continue;
    if (profile === undefined) unread.add(decision.npi);
    else profiles.set(decision.npi, profile);
  }
  for (const profile of await registry.profiles([...unread].map(String))) {
    if (profile !== undefined) profiles.set(Number(profile.npi), profile);
  }
  return profiles;
}
