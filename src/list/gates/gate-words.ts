import type { GateOutcome, Measure } from "./judge-gates.ts";

/** `match_rate is 84.2 % (48 of 57), error is 3`. */
export function measuredWords({ measured }: GateOutcome): string {
  return measured.map((one) => `${one.metric} ${valueWords(one)}`).join(", ");
}

function valueWords({ count, of, value }: Measure): string {
  if (of === undefined) return `is ${count}`;
  if (value === undefined) return "cannot be told (0 of 0)";
  return `is ${(100 * value).toFixed(1)} % (${count} of ${of})`;
}

/** Why a gate failed: `match_rate is 84.2 % (48 of 57); fails if match_rate < 90%`. */
export function whyFailed(outcome: GateOutcome): string {
  const unknown = outcome.holds === undefined ? ", or if that cannot be told" : "";
  return `${measuredWords(outcome)}; fails if ${outcome.gate}${unknown}`;
}
