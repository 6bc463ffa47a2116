import type { Corrections } from "../../model/corrections.ts";
import type { Profile } from "../../model/profile.ts";
import { correctProfile } from "../../normalize/corrections/correct-profile.ts";
import type { SearchService } from "../search-service.ts";

/**
 * A service whose profiles leave as their people have had them put right, whichever way they are asked
 * for. Whom a lead or a search means is settled before, by what the sources say.
 */
export function withCorrections(service: SearchService, corrections: Corrections): SearchService {
  const { search } = service;
  return {
    ...service,
    async match(batch, options) {
      const answer = await service.match(batch, options);
      const profiles = await correct(
        answer.results.map(({ profile }) => profile),
        corrections,
      );
      const results = answer.results.map((result, i) => {
        const profile = profiles[i];
        return profile === undefined ? result : { ...result, profile };
      });
      return { ...answer, results };
    },
    profiles: async (npis) => [...(await correct(await service.profiles(npis), corrections))],
    ...(search && {
      async search(query, options) {
        const answer = await search.call(service, query, options);
        const profiles = await correct(
          answer.results.map(({ profile }) => profile),
          corrections,
        );
        const results = answer.results.map((hit, i) => ({
          ...hit,
          profile: profiles[i] ?? hit.profile,
        }));
        return { ...answer, results };
      },
    }),
  };
}

async function correct<Found extends Profile | undefined>(
  profiles: readonly Found[],
  corrections: Corrections,
): Promise<readonly (Profile | Found)[]> {
  const found = profiles.filter((profile) => profile !== undefined);
  if (found.length === 0) return profiles;
  const answers = await corrections.correctionsOf(found.map(({ npi }) => npi));
  // Fewer answers than questions must not pass for nothing put right.
  if (answers.length !== found.length)
    throw new Error(`asked for corrections of ${found.length}, got ${answers.length} answers`);
  let next = 0;
  return profiles.map((profile) => {
    if (profile === undefined) return profile;
    const own = answers[next++] ?? [];
    return own.length === 0 ? profile : correctProfile(profile, own);
  });
}
