import type { Flags } from "../config.ts";
import { amendPerson } from "../dsar/choices/amend-person.ts";
import type { App } from "./app.ts";
import { createOutput } from "./output.ts";
import { readRequestPerson } from "./request-person.ts";
import { withChoices } from "./with-choices.ts";

export interface DsarAmendArguments {
  id: string;
  person?: string;
  flags: Flags;
}

export async function runDsarAmend(given: DsarAmendArguments, app: App): Promise<number> {
  const { id, person = "-" } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const told = await readRequestPerson({ person }, app.io);
  const found = await withChoices(app, config, out, (world) => amendPerson(world, id, told));
  await out.json({ schema_version: 1, id, profile_found: found });
  return 0;
}
