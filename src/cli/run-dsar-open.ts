import { randomBytes } from "node:crypto";
import type { Flags } from "../config.ts";
import { openRequest } from "../dsar/open-request.ts";
import { agents, channels, requestTypes, subjects } from "../dsar/request.ts";
import { ServiceError, UsageError } from "../model/errors.ts";
import { personKeys } from "../suppress/person-keys.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { matchOnFile } from "./match-on-file.ts";
import { oneOf } from "./one-of.ts";
import { createOutput } from "./output.ts";
import { readRequestPerson, type TypedRequestPerson } from "./request-person.ts";

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
    received: isoDay(given.received),
    calendar: "california",
    minor: given.minor === true,
  };
  const person = await readRequestPerson(given, io);
  const [problem] = personKeys(person).problems;
  if (problem !== undefined) throw unusable();
  const onFile = await app.openOnFile(config).catch(noRegistry);
  const match = onFile && matchOnFile(onFile, config, io.signal);
  try {
    const world = { now: io.date, random: randomBytes, match };
    const { id, found } = await closing(await app.openRequests(config), (store) =>
      openRequest({ ...facts, person }, { ...world, store }),
    );
    await out.json({ id, profile_found: found });
  } finally {
    await onFile?.close();
  }
  return 0;
}

/** A request is received also on a machine that has no registry. */
function noRegistry(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
  throw error;
}

function isoDay(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return text;
  throw new UsageError("date_invalid", "--received is no day.", "Write it as 2026-01-15.");
}

function unusable(): UsageError {
  return new UsageError(
    "person_invalid",
    "Something that was said of the person cannot be used: nothing was entered.",
    "Check the NPI, the license with its state, the e-mail address and the telephone number.",
  );
}
