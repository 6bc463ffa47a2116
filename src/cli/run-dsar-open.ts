import { randomBytes } from "node:crypto";
import type { Config, Flags } from "../config.ts";
import { keepMinorOut } from "../dsar/choices/minor.ts";
import { openRequest } from "../dsar/open-request.ts";
import { agents, channels, requestTypes, subjects } from "../dsar/request.ts";
import { RefusedError, UsageError } from "../model/errors.ts";
import { personKeys } from "../suppress/person-keys.ts";
import type { App } from "./app.ts";
import { readBusinessCalendar } from "./business-calendar.ts";
import { closing } from "./closing.ts";
import { isoDay } from "./iso-day.ts";
import { oneOf } from "./one-of.ts";
import { createOutput, type Output } from "./output.ts";
import { openPeopleOnFile } from "./people-on-file.ts";
import { readRequestPerson, type TypedRequestPerson } from "./request-person.ts";
import { withChoices } from "./with-choices.ts";

export interface DsarOpenArguments extends TypedRequestPerson {
  type: string;
  subject: string;
  received: string;
  channel: string;
  agent?: string;
  minor?: true;
  flags: Flags;
}

export async function runDsarOpen(given: DsarOpenArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const facts = {
    type: oneOf(requestTypes, given.type, "--type"),
    subject: oneOf(subjects, given.subject, "--subject"),
    channel: oneOf(channels, given.channel, "--channel"),
    agent: oneOf(agents, given.agent ?? "none", "--agent"),
    received: isoDay(given.received, "--received"),
    ...(await readBusinessCalendar(config)),
    minor: given.minor === true,
  };
  const person = await readRequestPerson(given, io);
  const [problem] = personKeys(person).problems;
  if (problem !== undefined) throw unusable();
  const people = await openPeopleOnFile(app, config);
  try {
    const world = { now: io.date, random: randomBytes, people };
    const { id, found, due } = await closing(await app.openRequests(config), (store) =>
      openRequest({ ...facts, person }, { ...world, store }),
    );
    if (facts.minor) await keepMinorOutNow(id, app, config, out);
    const clock = { due: due.answer, acknowledge_by: due.acknowledge ?? null };
    const { calendar } = facts;
    await out.json({ schema_version: 1, id, ...clock, calendar, profile_found: found });
  } finally {
    await people?.close();
  }
  return 0;
}

/** R28: nobody waits for another command. Who cannot be told from others is left to whoever entered it. */
async function keepMinorOutNow(id: string, app: App, config: Config, out: Output): Promise<void> {
  try {
    await withChoices(app, config, out, (world) => keepMinorOut(world, id, { all: false }));
    out.note("There is a sign that the person is under 16: they are kept out from now on");
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    out.warn(`The minor is not kept out yet. ${error.message} ${error.hint ?? ""}`);
    out.warn(`heartbeat dsar minor --id ${id}`);
  }
}

function unusable(): UsageError {
  return new UsageError(
    "person_invalid",
    "Something that was said of the person cannot be used: nothing was entered.",
    "Check the NPI, the license with its state, the e-mail address and the telephone number.",
  );
}
