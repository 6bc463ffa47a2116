import type { ChainEvent } from "../ledger/chain-event.ts";
import { calendarOf } from "./clock/business-calendar.ts";
import { dueDays } from "./clock/due-days.ts";
import type {
  Agent,
  Channel,
  Degree,
  DenialBasis,
  ProfileFound,
  RequestType,
  Response,
  RightsRequest,
  State,
  Subject,
} from "./request.ts";

type Writable = { -readonly [Key in keyof RightsRequest]: RightsRequest[Key] };
type Fold = (request: Omit<Writable, "due">, body: ChainEvent["body"], event: ChainEvent) => void;

/** What a request is, by what was done.  @param events of one request, oldest first; undefined for none */
export function foldRequest(events: readonly ChainEvent[]): RightsRequest | undefined {
  const at = events.findIndex(({ kind }) => kind === "request_opened");
  const opened = events[at];
  if (opened === undefined) return undefined;
  const request = begin(opened);
  for (const event of events) folds[event.kind]?.(request, event.body, event);
  const done = new Set(events.map(({ kind }) => kind));
  const { type, received, calendar, extended } = request;
  const clock = calendarOf(calendar, daysOffOf(opened));
  const due = dueDays(type, received, clock, extended?.until);
  return { ...request, due, done, last: events.at(-1)?.seq ?? 0 };
}

/** Those of a business's own calendar, as it was when the request came. */
function daysOffOf({ body }: ChainEvent): string[] {
  return String(body.days_off ?? "").split(",");
}

function begin({ request: id, at, body }: ChainEvent): Omit<Writable, "due"> {
  const type = String(body.type) as RequestType;
  return {
    ...{ id, type, asked: type, openedAt: String(body.told_at ?? at), state: "received" },
    subject: String(body.subject) as Subject,
    agent: String(body.agent) as Agent,
    channel: String(body.channel) as Channel,
    received: String(body.received),
    calendar: String(body.calendar),
    found: String(body.found) as ProfileFound,
    minor: body.minor === true,
    ...{ acknowledged: undefined, extended: undefined, verified: undefined, plan: undefined },
    ...{ agentProved: new Set(), declaration: undefined },
    ...{ failures: 0, held: false, answered: undefined, closed: undefined },
    ...{ collected: new Map(), done: new Set(), last: 0 },
  };
}

const goes =
  (state: State): Fold =>
  (request) => {
    request.state = state;
  };

/** By kind of event; others change nothing that is kept here. */
const folds: Readonly<Record<string, Fold>> = {
  request_acknowledged(request, { day }) {
    request.acknowledged = String(day);
    if (request.state === "received") request.state = "acknowledged";
  },
  request_extended(request, { day, until }) {
    request.extended = { on: String(day), until: String(until) };
  },
  claims_failed(request) {
    request.failures++;
    request.state = "verifying";
  },
  request_verified(request, { degree, day, fields }) {
    const pieces = namesIn(fields);
    request.verified = { degree: String(degree) as Degree, on: String(day), fields: pieces };
    request.state = "verified";
  },
  agent_proved(request, { how }) {
    request.agentProved = new Set([...request.agentProved, String(how)]);
  },
  declaration_kept(request, { sha256 }) {
    request.declaration = String(sha256);
  },
  request_downgraded(request) {
    request.type = "know-categories";
  },
  verification_refused: goes("refused"),
  fraud_held(request) {
    request.held = true;
  },
  fraud_cleared(request) {
    request.held = false;
  },
  minor_found(request) {
    request.minor = true;
  },
  category_collected(request, { category, none }) {
    const how = none === true ? "none" : "file";
    request.collected = new Map([...request.collected, [String(category), how]]);
  },
  plan_made(request, { plan }) {
    request.plan = String(plan);
    request.state = "fulfilling";
  },
  fulfilment_begun: goes("fulfilling"),
  request_answered(request, { day, response, basis }) {
    const reply = String(response) as Response;
    const ground = basis === undefined ? undefined : (String(basis) as DenialBasis);
    request.answered = { on: String(day), response: reply, basis: ground };
    request.state = ({ complied: "fulfilled", partly: "partly", denied: "denied" } as const)[reply];
  },
  request_closed(request, { day }) {
    request.closed = String(day);
    request.state = "closed";
  },
};

function namesIn(list: ChainEvent["body"][string] | undefined): string[] {
  return String(list ?? "")
    .split(",")
    .filter((name) => name !== "");
}
