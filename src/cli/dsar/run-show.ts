import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { othersOf } from "../../dsar/others-of-person.ts";
import { personOf, type RequestPerson } from "../../dsar/person.ts";
import { openSteps } from "../../dsar/steps.ts";
import { findRequest } from "../../dsar/take-step.ts";
import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { nameContext } from "../suppress/suppression-columns.ts";
import { withRequests } from "./recorded-requests.ts";
import { requestData } from "./request-data.ts";
import { eventLines, factLines, personLines } from "./request-screen.ts";

export interface DsarShowArguments {
  id: string;
  person?: true;
  flags: Flags;
}

/** What is known of one request; whom it is about only where that is asked for, and recorded. */
export async function runDsarShow(given: DsarShowArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const asked = given.person === true;
  const today = californiaDay(app.io.date());
  const { request, events, person, others } = await withRequests(config, app, async (store) => {
    const found = asked ? await readPerson(store, given.id) : undefined;
    const known = await findRequest(store, given.id);
    const naming = { context: nameContext(config), today };
    return {
      ...{ request: known, person: found, events: await store.eventsOf(given.id) },
      others: await othersOf(given.id, store, naming),
    };
  });
  const steps = openSteps(request);
  if (config.settings.json) {
    const told = { schema_version: 1, ...requestData(request, today, others), steps };
    const shown = asked ? { person: person ?? null } : {};
    await out.json({ ...told, events: events.map(toData), ...shown });
    return 0;
  }
  const lines = [
    ...factLines(request, steps, today, others),
    ...(asked ? personLines(person) : []),
  ];
  await out.data(`${[...lines, ...eventLines(events)].join("\n")}\n`);
  return 0;
}

function toData({ seq, at, actor, kind, body }: ChainEvent) {
  return { seq, at, actor, kind, body };
}

/** Recorded before it is read: who looks is known, whatever becomes of what they saw. */
async function readPerson(store: RequestStore, id: string): Promise<RequestPerson | undefined> {
  const { last } = await findRequest(store, id);
  await store.record(id, last, [{ kind: "person_read", body: {} }]);
  return personOf(store, id);
}
