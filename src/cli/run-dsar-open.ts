import { randomBytes } from "node:crypto";
import type { Config, Flags } from "../config.ts";
import type { MatchOnFile } from "../dsar/find-profiles.ts";
import { openRequest } from "../dsar/open-request.ts";
import { agents, channels, requestTypes, subjects } from "../dsar/request.ts";
import { ServiceError, UsageError } from "../model/errors.ts";
import { personKeys } from "../suppress/person-keys.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { isoDay } from "./iso-day.ts";
import { createOutput } from "./output.ts";
import { readRequestPerson, type TypedRequestPerson } from "./request-person.ts";
import { nameContext } from "./suppression-columns.ts";

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
    calendar: "california",
    minor: given.minor === true,
  };
  const person = await readRequestPerson(given, io);
  const [problem] = personKeys(person).problems;
  if (problem !== undefined) throw unusable();
  const onFile = await app.openOnFile(config).catch(noRegistry);
  const match = onFile && matchOnFile(onFile.service, config, io.signal);
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

function matchOnFile(
  service: Pick<Awaited<ReturnType<App["openOnFile"]>>["service"], "match">,
  config: Config,
  signal: AbortSignal,
): MatchOnFile {
  return async (requests) => {
    const batch = { context: nameContext(config), min_confidence: 0.95, with_profile: false };
    return (await service.match({ ...batch, requests }, { signal })).results;
  };
}

/** A request is received also on a machine that has no registry. */
function noRegistry(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
  throw error;
}

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find((one) => one === text.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    "usage",
    `${option} is none of those there are.`,
    `One of: ${known.join(", ")}.`,
  );
}

function unusable(): UsageError {
  return new UsageError(
    "person_invalid",
    "Something that was said of the person cannot be used: nothing was entered.",
    "Check the NPI, the license with its state, the e-mail address and the telephone number.",
  );
}
