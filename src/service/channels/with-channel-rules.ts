import type { ChannelRules } from "../../model/channel-rules.ts";
import { respectChannels } from "../../normalize/contacts/respect-channels.ts";
import { changeProfiles } from "../change-profiles.ts";
import type { SearchService } from "../search-service.ts";

/** A service whose profiles leave without what may not be used, whichever way they are asked for. */
export function withChannelRules(service: SearchService, rules: ChannelRules): SearchService {
  return changeProfiles(service, (profiles) => respectChannels(profiles, rules));
}
