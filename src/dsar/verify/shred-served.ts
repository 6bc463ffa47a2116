import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import { foldRequest } from "../fold-request.ts";
import type { RightsRequest } from "../request.ts";

/**
 * R23: evidence goes as soon as it has served. Asked before and after every step, so that also what a
 * killed one has left goes with the next.
 */
export async function shredServed(store: RequestStore, id: string): Promise<void> {
  const events = await store.eventsOf(id);
  const request = foldRequest(events);
  const isKept = events.some(({ kind, body }) => kind === "sealed" && body.class === "evidence");
  if (request === undefined || !isKept || isErasing(request, events)) return;
  if (isVerificationOver(request)) {
    await store.shred(id, "evidence");
  }
}

/** Who is to be erased is sealed as well, until it is read back that they are: a killed step goes on by it. */
function isErasing({ done }: RightsRequest, events: readonly ChainEvent[]): boolean {
  const isBegun = events.some(({ kind, body }) => kind === "sealed" && body.purpose === "erasing");
  return isBegun && !done.has("erasure_read_back");
}

/** A hold keeps it open: whoever holds a request has yet to be convinced. */
function isVerificationOver({ state, held, verified, answered, closed }: RightsRequest): boolean {
  if (answered !== undefined || closed !== undefined || state === "refused") return true;
  return verified !== undefined && !held;
}
