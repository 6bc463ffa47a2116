import type { ChannelFlag, ChannelQuestion, ChannelRules } from "../../src/model/channel-rules.ts";

/** Flags by NPI or value, looked up as they are asked for; keeps what was asked. */
export function fakeChannelRules(
  flags: Readonly<Record<string, readonly ChannelFlag[]>>,
  inCall: (call: number) => boolean = () => true,
): ChannelRules & { calls: ChannelQuestion[][] } {
  const calls: ChannelQuestion[][] = [];
  return {
    calls,
    async flagsOf(batch) {
      const call = calls.push([...batch]);
      const of = (subject: string) => (inCall(call) ? (flags[subject] ?? []) : []);
      return batch.map(({ npi, values }) => ({ person: of(npi), values: values.map(of) }));
    },
  };
}
