import {
  noSuppressions,
  type SuppressionKeys,
  type Suppressions,
} from "../../src/model/suppressions.ts";

/** Suppresses whoever matches, from the given call on or in that call only; keeps what was asked. */
export function fakeSuppressions(
  isSuppressed: (keys: SuppressionKeys) => boolean,
  inCall: (call: number) => boolean = () => true,
): Suppressions & { calls: SuppressionKeys[][] } {
  const calls: SuppressionKeys[][] = [];
  return {
    ...noSuppressions,
    calls,
    // As if something had changed since every question, so that each is asked again.
    number: async () => calls.length + 1,
    async areSuppressed(batch) {
      const call = calls.push([...batch]);
      return batch.map((keys) => inCall(call) && isSuppressed(keys));
    },
  };
}
