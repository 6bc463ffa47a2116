import { randomBytes } from "node:crypto";
import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { openRequest } from "../../dsar/open-request.ts";
import { othersOf } from "../../dsar/others-of-person.ts";
import { agents, channels, requestTypes, subjects } from "../../dsar/request.ts";
import { UsageError } from "../../model/errors.ts";
import { personKeys } from "../../suppress/person-keys.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { nameContext } from "../suppress/suppression-columns.ts";
import { isoDay } from "../typed/iso-day.ts";
import { oneOf } from "../typed/one-of.ts";
import { readBusinessCalendar } from "./business-calendar.ts";
import { keepMinorOutNow } from "./keep-minor-out-now.ts";
import { isRead, nextAfterOpen, openedLines } from "./opened-screen.ts";
import { othersData, othersLines } from "./others-screen.ts";
import { openPeopleOnFile } from "./people-on-file.ts";
import { readRequestPerson, type TypedRequestPerson } from "./request-person.ts";

export interface DsarOpenArguments extends TypedRequestPerson {
  /** Unless a list says it of each. */
  type?: string;
  subject?: string;
  received?: string;
  channel?: string;
  agent?: string;
  minor?: true;
  /** The list; what else is said of it. */
  from?: string;
  rejects?: string;
  force?: true;
  flags: Flags;
}

export async function runDsarOpen(given: DsarOpenArguments, app: App): Promise<number> {
  const { from, rejects, force, flags } = given;
  if (from !== undefined) {
    refuseOnePerson(given);
    const { runDsarOpenList } = await import("./run-open-list.ts");
    return runDsarOpenList(
      { from, flags, ...(rejects && { rejects }), ...(force && { force }) },
      app,
    );
  }
  const { io } = app;
  const config = await app.configure(flags);
  const out = createOutput(io, config.settings);
  const facts = {
    type: oneOf(requestTypes, said(given, "type"), "--type"),
    subject: oneOf(subjects, given.subject ?? "contact", "--subject"),
    channel: oneOf(channels, said(given, "channel"), "--channel"),
    agent: oneOf(agents, given.agent ?? "none", "--agent"),
    received: isoDay(said(given, "received"), "--received"),
    ...(await readBusinessCalendar(config)),
    minor: given.minor === true,
  };
  const person = await readRequestPerson(given, io);
  const [problem] = personKeys(person).problems;
  if (problem !== undefined) throw unusable();
  const people = await openPeopleOnFile(app, config);
  try {
    const world = { now: io.date, random: randomBytes, people };
    const naming = { context: nameContext(config), today: californiaDay(io.date()) };
    const { id, found, due, others } = await closing(
      await app.openRequests(config),
      async (store) => {
        const opened = await openRequest({ ...facts, person }, { ...world, store });
        // After it is recorded, so that of two who enter one at the same time one is told.
        return { ...opened, others: await othersOf(opened.id, store, naming) };
      },
    );
    if (facts.minor) await keepMinorOutNow(id, app, config, out);
    const { calendar, type } = facts;
    if (isRead(io, config.settings)) {
      const opened = { id, type, calendar, due, found };
      await out.data(`${openedLines(opened).join("\n")}\n`);
      for (const line of othersLines(others)) out.warn(line);
      out.note(nextAfterOpen(opened));
      return 0;
    }
    for (const line of othersLines(others)) out.warn(line);
    const clock = { due: due.answer, acknowledge_by: due.acknowledge ?? null };
    const told = { ...clock, calendar, profile_found: found, ...othersData(others) };
    await out.json({ schema_version: 1, id, ...told });
  } finally {
    await people?.close();
  }
  return 0;
}

function said(given: DsarOpenArguments, option: "type" | "channel" | "received"): string {
  const text = given[option];
  if (text !== undefined) return text;
  throw new UsageError(
    "usage",
    `--${option} is missing.`,
    "One request takes --type, --received, --channel and whom it is about; a list takes --from.",
  );
}

/** In a list every row says it. */
function refuseOnePerson(given: DsarOpenArguments): void {
  const { type, subject, received, channel, agent, minor, npi, name, state, ...rest } = given;
  const one = [type, subject, received, channel, agent, minor, npi, name, state];
  if ([...one, rest.emailFile, rest.person].every((said) => said === undefined)) return;
  throw new UsageError(
    "usage",
    "--from and other options say what a request is.",
    "In a list every row says it: leave the other options away.",
  );
}

function unusable(): UsageError {
  return new UsageError(
    "person_invalid",
    "Something that was said of the person cannot be used: nothing was entered.",
    "Check the NPI, the license with its state, the e-mail address and the telephone number.",
  );
}
