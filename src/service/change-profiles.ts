import type { Profile } from "../model/profile.ts";
import { changeAnswers } from "./change-answers.ts";
import type { SearchService } from "./search-service.ts";

type Found = Profile | undefined;

/** @param profiles the answer has one for each, in their order */
export type ChangeProfiles = (profiles: readonly Found[]) => Promise<readonly Found[]>;

/** A service whose profiles all leave through `change`, whichever way they are asked for. */
export function changeProfiles(service: SearchService, change: ChangeProfiles): SearchService {
  const { search } = service;
  return {
    ...service,
    match: (batch, options) =>
      changeAnswers(service.match(batch, options), async (results) => {
        const profiles = await change(results.map(({ profile }) => profile));
        return results.map((result, i) => {
          const profile = profiles[i];
          return profile === undefined ? result : { ...result, profile };
        });
      }),
    profiles: async (npis) => [...(await change(await service.profiles(npis)))],
    ...(search && {
      async search(query, options) {
        const answer = await search.call(service, query, options);
        const profiles = await change(answer.results.map(({ profile }) => profile));
        const results = answer.results.map((hit, i) => ({
          ...hit,
          profile: profiles[i] ?? hit.profile,
        }));
        return { ...answer, results };
      },
    }),
  };
}
