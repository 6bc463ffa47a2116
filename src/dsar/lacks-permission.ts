import type { ChainEvent } from "../ledger/chain-event.ts";
import type { RightsRequest } from "./request.ts";

/** An agent asks and has shown neither signed permission nor a power of attorney (§7063, §7026(j)). */
export function lacksPermission(
  { agent }: Pick<RightsRequest, "agent">,
  events: readonly ChainEvent[],
): boolean {
  // That the person has confirmed the agent is no permission that was signed.
  const isShown = ({ kind, body }: ChainEvent) =>
    kind === "agent_proved" && body.how !== "confirmation";
  return agent !== "none" && !events.some(isShown);
}
