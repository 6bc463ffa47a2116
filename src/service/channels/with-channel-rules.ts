import type { ChannelRules } from "../../model/channel-rules.ts";
import { respectChannels } from "../../normalize/contacts/respect-channels.ts";
import type { SearchService } from "../search-service.ts";

/** A service whose profiles leave without what may not be used, whichever way they are asked for. */
export function withChannelRules(service: SearchService, rules: ChannelRules): SearchService {
  const { search } = service;
  return {
    ...service,
    async match(batch, options) {
      const answer = await service.match(batch, options);
      const profiles = await respectChannels(
        answer.results.map(({ profile }) => profile),
        rules,
      );
      const results = answer.results.map((result, i) => {
        const profile = profiles[i];
        return profile === undefined ? result : { ...result, profile };
      });
      return { ...answer, results };
    },
    profiles: async (npis) => [...(await respectChannels(await service.profiles(npis), rules))],
    ...(search === undefined
      ? {}
      : {
          async search(query, options) {
            const answer = await search.call(service, query, options);
            const profiles = await respectChannels(
              answer.results.map(({ profile }) => profile),
              rules,
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
