import type { ChainEvent } from "../../ledger/chain-event.ts";
import { californiaDay } from "../california-day.ts";
import { foldRequest } from "../fold-request.ts";

/**
 * What is kept of a request (§7101), with nothing of the person: the six fields that the law names,
 * and what shows how it was handled.
 */
export interface LogRow {
  request: string;
  date_of_request: string;
  nature_of_request: string;
  manner_of_request: string;
  date_of_response: string;
  nature_of_response: string;
  basis_for_denial: string;
  handled_as: string;
  subject: string;
  agent: string;
  calendar: string;
  acknowledged: string;
  due: string;
  extended: string;
  extended_until: string;
  verified_by: string;
  exceptions: string;
  recipients_notified: string;
  evidence_shredded: string;
  records_shredded: string;
}

/** The columns, in their order. */
export const logColumns = [
  ...["request", "date_of_request", "nature_of_request", "manner_of_request"],
  ...["date_of_response", "nature_of_response", "basis_for_denial"],
  ...["handled_as", "subject", "agent", "calendar", "acknowledged", "due"],
  ...["extended", "extended_until", "verified_by", "exceptions", "recipients_notified"],
  ...["evidence_shredded", "records_shredded"],
] as readonly (keyof LogRow)[];

/** Requests in the order in which they came; the same events, the same rows. */
export function logRows(all: ReadonlyMap<string, readonly ChainEvent[]>): LogRow[] {
  return [...all.values()]
    .flatMap((events) => logRow(events) ?? [])
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/**
 * Requests that came, or were answered, on that day or later, and those that are not answered: what
 * has to be shown of them is not over.
 */
export function logSince(rows: readonly LogRow[], since: string): LogRow[] {
  return rows.filter(({ date_of_request: came, date_of_response: answered }) =>
    [came, answered || since].some((day) => day >= since),
  );
}

function logRow(events: readonly ChainEvent[]): LogRow | undefined {
  const request = foldRequest(events);
  if (request === undefined) return undefined;
  const { answered, extended } = request;
  const last = (kind: string, field: string) =>
    String(events.findLast((event) => event.kind === kind)?.body[field] ?? "");
  const shredded = (sealedClass: string) => {
    const event = events.findLast(
      ({ kind, body }) => kind === "shredded" && body.class === sealedClass,
    );
    return event === undefined ? "" : californiaDay(new Date(event.at));
  };
  return {
    request: request.id,
    date_of_request: request.received,
    nature_of_request: request.asked,
    manner_of_request: request.channel,
    date_of_response: answered?.on ?? "",
    nature_of_response: answered?.response ?? "",
    basis_for_denial: answered?.basis ?? "",
    handled_as: request.type,
    subject: request.subject,
    agent: request.agent,
    calendar: request.calendar,
    acknowledged: request.acknowledged ?? "",
    due: request.due.answer,
    extended: extended?.on ?? "",
    extended_until: extended?.until ?? "",
    verified_by: last("request_verified", "fields"),
    exceptions: last("records_kept", "exceptions"),
    recipients_notified: last("notices_made", "recipients"),
    evidence_shredded: shredded("evidence"),
    records_shredded: shredded("record"),
  };
}

function sortKey({ date_of_request, request }: LogRow): string {
  return `${date_of_request} ${request}`;
}
