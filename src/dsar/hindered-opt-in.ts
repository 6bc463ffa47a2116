import type { ChainEvent } from "../ledger/chain-event.ts";
import type { RightsRequest } from "./request.ts";

/** What `opt-in` is refused for, where it is not the order of its steps. */
const hindrances: ReadonlySet<unknown> = new Set([
  ...["suppression_irreversible", "minor_kept_out", "several_fit"],
  ...["many_fit", "too_little_said", "person_shredded"],
]);

/**
 * Whether it is on record why somebody is not let back in: they were deleted, are under 16, cannot be
 * told from others, or were asked to confirm it and it is not confirmed.
 */
export function isOptInHindered(
  { type, minor, done }: Pick<RightsRequest, "type" | "minor" | "done">,
  events: readonly ChainEvent[],
): boolean {
  if (type !== "opt-in") return false;
  const isRefused = events.some(
    ({ kind, body }) =>
      kind === "step_refused" && body.step === "opt-in" && hindrances.has(body.code),
  );
  return minor || isRefused || done.has("minor_found") || done.has("opt_in_asked");
}
