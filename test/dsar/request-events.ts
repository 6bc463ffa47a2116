import type { ChainEvent } from "../../src/ledger/chain-event.ts";

type Body = ChainEvent["body"];
export type Told = readonly [kind: string, body?: Body, day?: string];

/** What `request_opened` says unless a test says otherwise. */
const opening = {
  ...{ type: "delete", subject: "contact", agent: "none", channel: "email" },
  ...{ received: "2026-01-05", calendar: "california", minor: false, found: "one" },
};

/** The events of a request that was opened so, numbered from `first`. */
export function eventsOf(
  id: string,
  opened: Body,
  told: readonly Told[] = [],
  first = 1,
): ChainEvent[] {
  const all: Told[] = [["request_opened", { ...opening, ...opened }], ...told];
  return all.map(([kind, body = {}, day = "2026-01-06"], i) => ({
    ...{ seq: first + i, at: `${day}T20:00:00.000Z`, actor: "tester", kind, request: id },
    ...{ body, previous: "", hash: "" },
  }));
}

/** Requests by their ids, as the store gives them. */
export function allOf(...requests: ChainEvent[][]): Map<string, ChainEvent[]> {
  return new Map(requests.map((events) => [events[0]?.request ?? "", events]));
}
