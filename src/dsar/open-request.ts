import type { RequestStore } from "../ledger/request-store.ts";
import { UsageError } from "../model/errors.ts";
import type { ToldPerson } from "../suppress/person-keys.ts";
import { californiaDay } from "./california-day.ts";
import { findProfiles, type PeopleOnFile } from "./find-profiles.ts";
import { personPart } from "./person.ts";
import type { Agent, Channel, ProfileFound, RequestType, Subject } from "./request.ts";
import { newRequestId } from "./request-id.ts";

/** What came, as compliance staff enter it. */
export interface Intake {
  type: RequestType;
  subject: Subject;
  agent: Agent;
  channel: Channel;
  /** ISO day. */
  received: string;
  /** Name of the business calendar. */
  calendar: string;
  minor: boolean;
  person: ToldPerson;
}

interface IntakeWorld {
  store: RequestStore;
  now: () => Date;
  random: (bytes: number) => Uint8Array;
  /** undefined where no registry can be asked: a request is received all the same. */
  people: PeopleOnFile | undefined;
}

/** Enters a request; its clocks run from `received`. */
export async function openRequest(
  intake: Intake,
  { store, now, random, people }: IntakeWorld,
): Promise<{ id: string; found: ProfileFound }> {
  const { person, ...facts } = intake;
  if (facts.received > californiaDay(now())) {
    throw new UsageError(
      "received_in_future",
      "--received is a day that has not come yet in California.",
      "Give the day on which the request came.",
    );
  }
  const npis = people === undefined ? [] : await findProfiles(person, people);
  const found = people === undefined ? "unknown" : foundBy(npis);
  const id = newRequestId(random);
  await store.record(id, 0, [
    {
      kind: "request_opened",
      body: { ...facts, found },
      parts: [personPart({ told: person, npis })],
    },
  ]);
  return { id, found };
}

export function foundBy({ length }: readonly string[]): ProfileFound {
  if (length === 0) return "none";
  return length === 1 ? "one" : "several";
}
