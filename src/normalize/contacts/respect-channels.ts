import type { ChannelRules } from "../../model/channel-rules.ts";
import type { Profile } from "../../model/profile.ts";
import { applyChannelRules, channelQuestion } from "./apply-channel-rules.ts";
import { askChannels } from "./ask-channels.ts";

/** Profiles as they may leave, in their order. */
export async function respectChannels<Found extends Profile | undefined>(
  profiles: readonly Found[],
  rules: ChannelRules,
): Promise<readonly (Profile | Found)[]> {
  const found = profiles.filter((profile) => profile !== undefined);
  if (found.length === 0) return profiles;
  const questions = found.map(channelQuestion);
  const answers = await askChannels(questions, rules);
  let next = 0;
  return profiles.map((profile) => {
    if (profile === undefined) return profile;
    const question = questions[next];
    const answer = answers[next++];
    if (question === undefined || answer === undefined)
      throw new Error("a profile was not asked about");
    return applyChannelRules(profile, question, answer);
  });
}
