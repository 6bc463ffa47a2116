import type { RequestStep } from "../../ledger/request-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { RightsRequest } from "../request.ts";

/** What an agent shows, or the person does for them (11 CCR §7063). */
export const agentProofs = ["permission", "confirmation", "power-of-attorney"] as const;

export type AgentProof = (typeof agentProofs)[number];

/** Keeps what was shown, whatever kind of file it is. */
export function agentProofStep(how: AgentProof, bytes: Uint8Array, day: string): RequestStep {
  const part = { class: "record", purpose: "agent-proof", bytes } as const;
  return { kind: "agent_proved", body: { day, how }, parts: [part] };
}

export function requireAgent(request: RightsRequest): void {
  if (request.agent !== "none") return;
  throw new RefusedError(
    "no_agent",
    "This request came from the person themselves: there is no agent to prove anything.",
    "Enter a request that came through an agent with --agent.",
  );
}

/** The signed permission; all that an opt-out through an agent may need. */
export function hasPermission({ agentProved }: RightsRequest): boolean {
  return agentProved.has("permission") || agentProved.has("power-of-attorney");
}

/**
 * Refuses an agent who has not shown enough to know, delete or correct: the signed permission with the
 * person's own word, or a power of attorney, which stands for both and is never asked for.
 *
 * @param fromPerson the person proves who they are themselves
 */
export function requireAgentProof(request: RightsRequest, fromPerson: boolean): void {
  if (request.agent === "none" || request.agentProved.has("power-of-attorney")) return;
  const isTheirWord = fromPerson || request.agentProved.has("confirmation");
  if (hasPermission(request) && isTheirWord) return;
  throw new RefusedError(
    "agent_unproved",
    hasPermission(request)
      ? "The person has not said themselves that this agent may ask."
      : "The agent has not shown the person's signed permission.",
    "Needed: the signed permission (--agent-proof FILE --how permission) and the person's own word: their confirmation (--how confirmation), or claims that come from them (--from-person).",
  );
}
