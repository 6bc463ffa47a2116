import type { RequestStep } from "../../ledger/request-store.ts";
import { RefusedError, UsageError } from "../../model/errors.ts";
import type { RightsRequest } from "../request.ts";
import type { StepWork } from "../take-step.ts";

/**
 * Whether a choice may be acted upon, which asks nobody who they are. An agent shows a signed
 * permission, and that is all: the consumer is never made to confirm it (rights.md sections 9, 13, 16).
 *
 * @param permission bytes of the signed permission or the power of attorney
 * @returns what is recorded of it
 */
export function admitChoice(
  { request, today }: Pick<StepWork, "request" | "today">,
  permission: Uint8Array | undefined,
): RequestStep[] {
  if (request.held) throw held();
  if (request.agent === "none") {
    if (permission !== undefined) throw ofThePerson();
    return [];
  }
  if (permission !== undefined) {
    const part = { class: "record", purpose: "agent-proof", bytes: permission } as const;
    const body = { day: today, how: request.agent };
    return [{ kind: "agent_proved", body, parts: [part] }];
  }
  if (request.done.has("agent_proved")) return [];
  throw new RefusedError(
    "permission_missing",
    "An agent asks, and their signed permission was not provided.",
    "Ask the agent for it, not the person: --permission FILE. Where none comes: heartbeat dsar deny",
  );
}

/** Once, also where a command is run again after a crash. */
export function begun({ done }: Pick<RightsRequest, "done">, today: string): RequestStep[] {
  return done.has("fulfilment_begun") ? [] : [{ kind: "fulfilment_begun", body: { day: today } }];
}

function ofThePerson(): UsageError {
  return new UsageError(
    "no_agent",
    "The request is the person's own: nobody needs permission for it.",
    "Leave --permission away.",
  );
}

function held(): RefusedError {
  return new RefusedError(
    "fraud_held",
    "The request is held for fraud: it is carried out when that is cleared, or refused with the belief on record.",
    "heartbeat dsar hold, or heartbeat dsar deny",
  );
}
