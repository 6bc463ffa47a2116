/** What somebody may ask for; one request is one of them. */
export const requestTypes = [
  "know-categories",
  "know-specific",
  "delete",
  "correct",
  "opt-out",
  "limit",
  "opt-in",
] as const;

export type RequestType = (typeof requestTypes)[number];

/** R1: a contact is whom a profile is about, a user has an account; who is both asks twice. */
export const subjects = ["contact", "user"] as const;

export type Subject = (typeof subjects)[number];

/** Who asks for somebody else, and by what right; `none` is the person. */
export const agents = ["none", "permission", "power-of-attorney"] as const;

export type Agent = (typeof agents)[number];

/** How a request came. */
export const channels = [
  "email",
  "form",
  "phone",
  "letter",
  "account",
  "in-person",
  "drop",
] as const;

export type Channel = (typeof channels)[number];

export const states = [
  "received",
  "acknowledged",
  "verifying",
  "verified",
  "refused",
  "fulfilling",
  "fulfilled",
  "partly",
  "denied",
  "closed",
] as const;

export type State = (typeof states)[number];

/** What the registry has of whom a request is about; `unknown` where none could be asked. */
export type ProfileFound = "one" | "several" | "none" | "unknown";

/**
 * How sure it is who asks (rights.md section 7): `reasonable` by two pieces, `high` by three and a
 * declaration, `account` by login.
 */
export type Degree = "reasonable" | "high" | "account";

/** What the answer came to. */
export type Response = "complied" | "partly" | "denied";

/** Why nothing, or not all, was done: the four grounds that are counted, and the lack of one of ours. */
export const denialBases = ["not-verifiable", "not-consumer", "exempt", "other"] as const;

export type DenialBasis = (typeof denialBases)[number];

/** The clocks of a request; ISO days. */
export interface DueDays {
  /** undefined where nobody has to be told that it came: an opt-out is carried out at once. */
  acknowledge: string | undefined;
  /** No weekend moves it. */
  answer: string;
  /** From this day on it is urgent. */
  warn: string;
  /** Until when more time may be taken, and how much; undefined where none may. */
  extension: { by: string; until: string } | undefined;
}

/** A request as its events tell it; days are California's, `2026-01-31`. */
export interface RightsRequest {
  id: string;
  /** What is handled: categories where specific pieces could not be verified. */
  type: RequestType;
  /** What was asked for. */
  asked: RequestType;
  subject: Subject;
  agent: Agent;
  channel: Channel;
  /** Day 0 of every clock. */
  received: string;
  /** ISO time at which it was entered. */
  openedAt: string;
  /** Name of the business calendar that its clocks run by. */
  calendar: string;
  /** When what is to be done is to be done by. */
  due: DueDays;
  found: ProfileFound;
  /** Said to be under 16 (R28). */
  minor: boolean;
  state: State;
  acknowledged: string | undefined;
  /** Said on `on`, with a reason; the answer is due on `until`. */
  extended: { on: string; until: string } | undefined;
  /** `fields`: what the pieces were, never which values; none of an account. */
  verified: { degree: Degree; on: string; fields: readonly string[] } | undefined;
  /** What was shown by or for an agent. */
  agentProved: ReadonlySet<string>;
  /** SHA-256 of the last declaration under penalty of perjury, hex. */
  declaration: string | undefined;
  /** How often claims were judged and did not suffice. */
  failures: number;
  /** Believed to be fraudulent (R21): nothing is told or erased. */
  held: boolean;
  /** C1–C8 of which it is known what other systems hold. */
  collected: ReadonlyMap<string, "file" | "none">;
  /** SHA-256 of the last plan of a deletion, hex. */
  plan: string | undefined;
  answered: { on: string; response: Response; basis: DenialBasis | undefined } | undefined;
  closed: string | undefined;
  /** Kinds of all its events, each once. */
  done: ReadonlySet<string>;
  /** `seq` of its last event. */
  last: number;
}
