import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import { foldRequest } from "../fold-request.ts";
import { personOf } from "../person.ts";
import type { RightsRequest } from "../request.ts";

/** All that letters rest on: what was recorded of a request, and nothing else. */
export interface LetterCase {
  request: RightsRequest;
  /** Oldest first. */
  events: readonly ChainEvent[];
  /** As whoever asked gave it; undefined where they did not. */
  name: string | undefined;
  /** Why it was denied, as it was written for whoever asked; paragraphs. */
  grounds: readonly string[];
  /** Why more time is taken. */
  reason: readonly string[];
  /** Why recipients could not be told of a deletion. */
  unnotified: readonly string[];
}

/** undefined where there is no such request. */
export async function readLetterCase(
  store: Pick<RequestStore, "eventsOf" | "partsOf">,
  id: string,
): Promise<LetterCase | undefined> {
  const events = await store.eventsOf(id);
  const request = foldRequest(events);
  if (request === undefined) return undefined;
  const paragraphs = async (purpose: string) => {
    const place = { request: id, class: "record", purpose } as const;
    const last = (await store.partsOf(place)).at(-1);
    return last === undefined ? [] : paragraphsOf(Buffer.from(last).toString());
  };
  return {
    ...{ request, events, name: nameOf(await personOf(store, id)) },
    grounds: await paragraphs("grounds"),
    reason: await paragraphs("extension"),
    unnotified: await paragraphs("unnotified"),
  };
}

/** The last event of a kind. */
export function lastOf({ events }: LetterCase, kind: string): ChainEvent | undefined {
  return events.findLast((event) => event.kind === kind);
}

/** The agent who asks has shown no permission; who has a power of attorney shows that. */
export function lacksAgentProof({ request }: LetterCase): boolean {
  return request.agent !== "none" && !request.done.has("agent_proved");
}

function nameOf(person: Awaited<ReturnType<typeof personOf>>): string | undefined {
  const { full, first, middle, last, suffix } = person?.told.request.name ?? {};
  const parts = [first, middle, last, suffix].filter((part) => part !== undefined);
  const name = (full ?? parts.join(" ")).trim();
  return name === "" ? undefined : name;
}

function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}
