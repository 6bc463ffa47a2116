import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { ShreddedClass } from "../../ledger/sealed-store.ts";
import { californiaDay } from "../california-day.ts";
import { monthsAfter } from "../clock/calendar-days.ts";
import { foldRequest } from "../fold-request.ts";
import { keptParts } from "./sealed-parts.ts";

/** §7101: for so long records are kept, declarations among them (X4), and no longer. */
export const keptMonths = 24;

/** Sealed parts of a request that are to be shredded, and since when. */
export interface PastItsTime {
  class: ShreddedClass;
  parts: number;
  /** The first day on which they are not needed any more. */
  since: string;
  /** The event that sealed the last of them. */
  seq: number;
}

/**
 * What of a request has served: evidence as soon as it is settled who asks, or the request is
 * answered (R23), records 24 months after the answer, the closing and the last of them.
 *
 * @param events of one request, oldest first
 */
export function pastItsTime(events: readonly ChainEvent[], today: string): PastItsTime[] {
  const request = foldRequest(events);
  const kept = keptParts(events);
  const found: PastItsTime[] = [];
  const evidence = kept.get("evidence");
  const served = evidence && servedOn(events, evidence.seq);
  if (evidence !== undefined && served !== undefined) {
    found.push({ class: "evidence", parts: evidence.parts, since: served, seq: evidence.seq });
  }
  const record = kept.get("record");
  if (record !== undefined) {
    const isOver = request === undefined || request.answered !== undefined;
    const days = [record.lastAt, request?.answered?.on, request?.closed].map(dayOf);
    const since = monthsAfter(days.sort().at(-1) ?? "", keptMonths);
    if (isOver && today > since) {
      found.push({ class: "record", parts: record.parts, since, seq: record.seq });
    }
  }
  return found;
}

const settles = new Set(["request_verified", "request_answered", "request_closed"]);

/** The day on which evidence had served; what comes in while fraud is believed waits until it is not. */
function servedOn(events: readonly ChainEvent[], seq: number): string | undefined {
  const isVerified = events.some(({ kind }) => kind === "request_verified");
  const end = events.find(
    (event) =>
      event.seq > seq &&
      (settles.has(event.kind) || (isVerified && event.kind === "fraud_cleared")),
  );
  return end === undefined ? undefined : String(end.body.day);
}

/** @param moment ISO time or day; "" before all of them */
function dayOf(moment = ""): string {
  return moment.length > 10 ? californiaDay(new Date(moment)) : moment;
}
