import type { ChannelAnswer, ChannelQuestion, ChannelRules } from "../../model/channel-rules.ts";

/** One answer a question, in their order; a port that answers fewer must not pass for "open". */
export async function askChannels(
  questions: readonly ChannelQuestion[],
  rules: ChannelRules,
): Promise<readonly ChannelAnswer[]> {
  const answers = await rules.flagsOf(questions);
  if (answers.length === questions.length) return answers;
  throw new Error(
    `asked about ${questions.length} people's channels, got ${answers.length} answers`,
  );
}

export function saysNothing({ person, values }: ChannelAnswer): boolean {
  return person.length === 0 && values.every(({ length }) => length === 0);
}
