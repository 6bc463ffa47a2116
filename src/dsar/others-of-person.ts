import type { ChainEvent } from "../ledger/chain-event.ts";
import type { RequestStore } from "../ledger/request-store.ts";
import type { MatchContext } from "../model/contract.ts";
import { ServiceError } from "../model/errors.ts";
import { monthsAfter } from "./clock/calendar-days.ts";
import { foldRequest } from "./fold-request.ts";
import { isSamePerson, type KnownPerson, knownPerson } from "./known-person.ts";
import { personOf, type RequestPerson } from "./person.ts";
import type { RightsRequest } from "./request.ts";

/** Requests beside one that are the same person's, as far as what was said tells; the first entered first. */
export interface OthersOfPerson {
  /** Ids of those of the same type that are not answered either. */
  alsoOpen: readonly string[];
  /** There are more of them than are named. */
  isCut: boolean;
  /** Of a request to know: ids of those to know that told the person something in the last twelve months. */
  knowAnswered: readonly string[];
}

/** Nobody reads more ids; a list whose rows are all one person's would name each row in each. */
const mostNamed = 20;
/** §1798.130(b): within so many months nobody has to be told a third time. */
const knowMonths = 12;

interface Terms {
  /** How names are read. */
  context: MatchContext;
  /** ISO day. */
  today: string;
}

interface KnownRequest extends KnownPerson {
  request: RightsRequest;
  /** As they were entered. */
  place: number;
}

/**
 * Which requests are one person's, by keyed hashes alone. Those that are answered are not looked at,
 * but for what somebody was told: the work of the others is done, and their records may be shredded.
 *
 * @param all the events of all requests
 */
export async function findOthers(
  store: Pick<RequestStore, "keyOf" | "partsOf">,
  all: ReadonlyMap<string, readonly ChainEvent[]>,
  { context, today }: Terms,
): Promise<(id: string) => OthersOfPerson> {
  const since = monthsAfter(today, -knowMonths);
  const known = new Map<string, KnownRequest>();
  const byKey = new Map<string, KnownRequest[]>();
  for (const [id, events] of all) {
    const request = foldRequest(events);
    if (request === undefined || !(isOpen(request) || hasTold(request, since))) continue;
    const person = await readablePerson(store, id);
    if (person === undefined) continue;
    const one = { request, place: known.size, ...knownPerson(person, store, context) };
    known.set(id, one);
    for (const key of one.keys) {
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [one]);
      else same.push(one);
    }
  }
  return (id) => {
    const self = known.get(id);
    if (self === undefined || !isOpen(self.request)) return nobodyElse;
    const near = new Set([...self.keys].flatMap((key) => byKey.get(key) ?? []));
    near.delete(self);
    const inOrder = [...near].sort((a, b) => a.place - b.place);
    return othersAmong(inOrder, self);
  };
}

/** The same for one request. */
export async function othersOf(
  id: string,
  store: Pick<RequestStore, "keyOf" | "partsOf" | "all">,
  terms: Terms,
): Promise<OthersOfPerson> {
  return (await findOthers(store, await store.all(), terms))(id);
}

export const nobodyElse: OthersOfPerson = { alsoOpen: [], isCut: false, knowAnswered: [] };

function othersAmong(near: readonly KnownRequest[], self: KnownRequest): OthersOfPerson {
  const alsoOpen: string[] = [];
  const knowAnswered: string[] = [];
  for (const other of near) {
    if (!isSamePerson(self, other) || self.request.subject !== other.request.subject) continue;
    const { id } = other.request;
    if (!isOpen(other.request)) {
      if (isToKnow(self.request) && knowAnswered.length < mostNamed) knowAnswered.push(id);
    } else if (isSameRight(self.request, other.request)) {
      if (alsoOpen.length === mostNamed) return { alsoOpen, isCut: true, knowAnswered };
      alsoOpen.push(id);
    }
  }
  return { alsoOpen, isCut: false, knowAnswered };
}

/** A part that is damaged is the audit's to tell: it keeps nobody from the other requests. */
async function readablePerson(
  store: Pick<RequestStore, "partsOf">,
  id: string,
): Promise<RequestPerson | undefined> {
  return personOf(store, id).catch((error: unknown) => {
    if (error instanceof ServiceError) return undefined;
    throw error;
  });
}

function isOpen({ answered, closed }: RightsRequest): boolean {
  return answered === undefined && closed === undefined;
}

function isToKnow({ type }: RightsRequest): boolean {
  return type === "know-categories" || type === "know-specific";
}

function hasTold(request: RightsRequest, since: string): boolean {
  const { answered } = request;
  if (answered === undefined || answered.response === "denied") return false;
  return isToKnow(request) && answered.on > since;
}

/** Specific pieces that could not be verified are handled as categories: they are both. */
function isSameRight(one: RightsRequest, other: RightsRequest): boolean {
  return [one.type, one.asked].some((type) => type === other.type || type === other.asked);
}
