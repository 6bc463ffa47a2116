import type { ChainEvent } from "../../ledger/chain-event.ts";
import { openDuties } from "../clock/open-duties.ts";
import { foldRequest } from "../fold-request.ts";
import { pastItsTime } from "../records/past-its-time.ts";
import type { RightsRequest } from "../request.ts";

/** §7021, §7026: not answered, and too late. */
export function overdue(events: readonly ChainEvent[], today: string): number[] {
  const request = foldRequest(events);
  if (request === undefined) return [];
  const isLate = openDuties(request, today).some(({ standing }) => standing === "overdue");
  return isLate ? openings(events) : [];
}

/** Answered too late, without the chain saying so. */
export function answeredLate(events: readonly ChainEvent[]): number[] {
  return lateWithoutNote(events, "answer", ({ due, answered }) => [due.answer, answered?.on]);
}

/** §7021(a): neither confirmed nor answered in time, without the chain saying so. */
export function acknowledgedLate(events: readonly ChainEvent[]): number[] {
  return lateWithoutNote(events, "acknowledge", ({ due, acknowledged, answered }) => [
    due.acknowledge ?? answered?.on ?? "",
    acknowledged ?? answered?.on,
  ]);
}

function lateWithoutNote(
  events: readonly ChainEvent[],
  what: string,
  daysOf: (request: RightsRequest) => [due: string, done: string | undefined],
): number[] {
  const request = foldRequest(events);
  if (request === undefined) return [];
  const [due, done] = daysOf(request);
  if (done === undefined || done <= due) return [];
  const isSaid = events.some(({ kind, body }) => kind === "overdue_noted" && body.what === what);
  return isSaid ? [] : openings(events);
}

/** More time taken behind day 45, twice, or for longer than day 90. */
export function extendedLate(events: readonly ChainEvent[]): number[] {
  const extension = foldRequest(events)?.due.extension;
  return events
    .filter(({ kind }) => kind === "request_extended")
    .filter(({ body }, i) => {
      if (extension === undefined || i > 0) return true;
      return String(body.day) > extension.by || body.until !== extension.until;
    })
    .map(({ seq }) => seq);
}

/** R23: evidence that has served is still there. */
export function evidenceKept(events: readonly ChainEvent[], today: string): number[] {
  return past(events, today, "evidence");
}

/** §7101: records past their time are still there. */
export function recordKept(events: readonly ChainEvent[], today: string): number[] {
  return past(events, today, "record");
}

function past(events: readonly ChainEvent[], today: string, sealedClass: string): number[] {
  return pastItsTime(events, today)
    .filter((found) => found.class === sealedClass)
    .map(({ seq }) => seq);
}

function openings(events: readonly ChainEvent[]): number[] {
  return events.filter(({ kind }) => kind === "request_opened").map(({ seq }) => seq);
}
