import type { ChainEvent } from "../../ledger/chain-event.ts";

/** One event of a request, and what was there before it. */
interface Moment {
  event: ChainEvent;
  /** Kinds of the events before it. */
  before: ReadonlySet<string>;
}

/** The events of these kinds, each with what came before. */
export function momentsOf(events: readonly ChainEvent[], kinds: readonly string[]): Moment[] {
  const before = new Set<string>();
  const found: Moment[] = [];
  for (const event of events) {
    if (kinds.includes(event.kind)) found.push({ event, before: new Set(before) });
    before.add(event.kind);
  }
  return found;
}

/** The events of these kinds before which one of that kind is missing. */
export function withoutBefore(
  events: readonly ChainEvent[],
  kinds: readonly string[],
  missing: string,
): number[] {
  return momentsOf(events, kinds)
    .filter(({ before }) => !before.has(missing))
    .map(({ event }) => event.seq);
}
