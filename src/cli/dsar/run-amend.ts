import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { amendPerson } from "../../dsar/choices/amend-person.ts";
import { othersOf } from "../../dsar/others-of-person.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { isRead, onFileWords } from "./opened-screen.ts";
import { othersData, othersLines } from "./others-screen.ts";
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
  const today = californiaDay(app.io.date());
  const { found, others } = await withChoices(app, config, out, async (world) => {
    const { store, context } = world;
    const now = await amendPerson(world, id, told);
    return { found: now, others: await othersOf(id, store, { context, today }) };
  });
  for (const line of othersLines(others)) out.warn(line);
  if (isRead(app.io, config.settings)) {
    await out.data(`on file  ${onFileWords(found)}\n`);
    return 0;
  }
  await out.json({ schema_version: 1, id, profile_found: found, ...othersData(others) });
  return 0;
}
