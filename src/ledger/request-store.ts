import type { ChainEvent, NewEvent } from "./chain-event.ts";
import type { NewPart, SealedStore } from "./sealed-store.ts";

/** A step of a rights request: what the chain tells of it, and what is sealed with it. */
export interface RequestStep extends Omit<NewEvent, "request"> {
  parts?: readonly Omit<NewPart, "request">[];
}

/** Rights requests, which are their events: what a request is follows from what was done. */
export interface RequestStore extends SealedStore {
  /** Id of the ledger. */
  readonly ledger: string;
  /** Oldest first; empty where there is no such request. */
  eventsOf(request: string): Promise<ChainEvent[]>;
  /** The events of all requests, by request, in the order in which they were opened. */
  all(): Promise<Map<string, ChainEvent[]>>;
  /** Events of that kind, of all requests, since that ISO time. */
  ofKind(kind: string, since: string): Promise<ChainEvent[]>;
  /** By what events tell of a profile without saying whose it is; only this ledger can make it. */
  referenceTo(npi: string): string;
  /**
   * All steps or none. Throws ServiceError `request_changed` where somebody else has taken a step
   * since the caller looked.
   *
   * @param after `seq` of the last event that the caller has seen of the request; 0 for a new one
   * @returns `seq` of the last event now
   */
  record(request: string, after: number, steps: readonly RequestStep[]): Promise<number>;
}
