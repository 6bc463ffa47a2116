import type { SuppressionReason } from "../../ledger/suppression-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { StepWork } from "../take-step.ts";
import type { ChoiceWorld } from "./choice-world.ts";
import type { KeptKeys } from "./keys-to-keep.ts";

export interface KeptOut {
  profiles: number;
  keys: number;
  /** Values that were said and not kept, because others have them. */
  shared: number;
}

/** Suppresses whom a request is about, until it is lifted; again is once. */
export async function keepOut(
  { request, today }: Pick<StepWork, "request" | "today">,
  reason: SuppressionReason,
  { npis, people, values, shared }: KeptKeys,
  { suppressions, bringUpToDate }: Pick<ChoiceWorld, "suppressions" | "bringUpToDate">,
): Promise<KeptOut> {
  const { channel, id: source } = request;
  const terms = { reason, channel, source, date: today, reversible: true };
  await suppressions.add(people.map((keys) => ({ ...terms, keys })));
  await bringUpToDate(values);
  const keys = people.reduce((sum, { length }) => sum + length, 0);
  return { profiles: npis.length, keys, shared };
}

/** Where nothing was said that could be kept, there is nobody to keep out. */
export function requireKeys({ people }: KeptKeys): void {
  if (people.length > 0) return;
  throw new RefusedError(
    "too_little_said",
    "Nobody on file fits, and nothing was said by which they could be known later: nothing was done.",
    "Ask for an e-mail address, a telephone number, an NPI, or a name with its ZIP, never for proof. Then: heartbeat dsar amend",
  );
}
