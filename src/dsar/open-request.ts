import type { RequestStore } from "../ledger/request-store.ts";
import { UsageError } from "../model/errors.ts";
import type { Source } from "../model/profile.ts";
import type { ToldPerson } from "../suppress/person-keys.ts";
import { californiaDay } from "./california-day.ts";
import { heldPart } from "./claims/held-at-receipt.ts";
import { type HeldPiece, heldPieces } from "./claims/held-pieces.ts";
import { calendarOf } from "./clock/business-calendar.ts";
import { daysAfter } from "./clock/calendar-days.ts";
import { dueDays } from "./clock/due-days.ts";
import { findProfiles, type PeopleOnFile } from "./find-profiles.ts";
import { personPart } from "./person.ts";
import type { Agent, Channel, DueDays, ProfileFound, RequestType, Subject } from "./request.ts";
import { newRequestId } from "./request-id.ts";
import { takesClaims } from "./steps.ts";

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
  /** Of a business's own calendar: on which it is closed from Monday to Friday. */
  daysOff?: readonly string[];
  minor: boolean;
  person: ToldPerson;
  /** By what a row of a list is known that was entered before. */
  entry?: string;
}

export interface PeopleAtIntake extends PeopleOnFile {
  /** Of which files they are; where that is not known, the day of a record alone tells when it was held. */
  sources?: readonly Source[];
}

export interface IntakeWorld {
  store: RequestStore;
  now: () => Date;
  random: (bytes: number) => Uint8Array;
  /** undefined where no registry can be asked: a request is received all the same. */
  people: PeopleAtIntake | undefined;
}

interface EnteredRequest {
  id: string;
  found: ProfileFound;
  due: DueDays;
}

/** Enters a request; its clocks run from `received`. */
export async function openRequest(intake: Intake, world: IntakeWorld): Promise<EnteredRequest> {
  if (intake.received > californiaDay(world.now())) {
    throw new UsageError(
      "received_in_future",
      "--received is a day that has not come yet in California.",
      "Give the day on which the request came.",
    );
  }
  const { people } = world;
  return enterRequest(
    intake,
    people === undefined ? [] : await findProfiles(intake.person, people),
    world,
  );
}

/**
 * The same where it is known already whom of those on file it may be about, and that the day of
 * receipt has come.
 */
export async function enterRequest(
  intake: Intake,
  npis: readonly string[],
  { store, random, people }: Omit<IntakeWorld, "now">,
): Promise<EnteredRequest> {
  const { person, daysOff = [], ...facts } = intake;
  const found = people === undefined ? "unknown" : foundBy(npis);
  const id = newRequestId(random);
  const { received } = facts;
  // A calendar changes; the clocks of this request run by what it says today.
  const near = daysOff.filter((day) => day > received && day <= daysAfter(received, 365));
  const own = near.length === 0 ? {} : { days_off: near.join(",") };
  const held = takesClaims(facts) ? heldPart(store, await heldBy(npis, received, people)) : [];
  await store.record(id, 0, [
    {
      kind: "request_opened",
      body: { ...facts, found, ...own },
      parts: [personPart({ told: person, npis }), ...held],
    },
  ]);
  const due = dueDays(facts.type, received, calendarOf(facts.calendar, near));
  return { id, found, due };
}

async function heldBy(
  npis: readonly string[],
  received: string,
  people: PeopleAtIntake | undefined,
): Promise<Map<string, HeldPiece[]>> {
  const profiles = npis.length === 0 ? [] : ((await people?.profiles(npis)) ?? []);
  return new Map(
    profiles.flatMap((profile) =>
      profile === undefined
        ? []
        : [[profile.npi, heldPieces(profile, people?.sources ?? [], received)]],
    ),
  );
}

export function foundBy({ length }: readonly string[]): ProfileFound {
  if (length === 0) return "none";
  return length === 1 ? "one" : "several";
}
