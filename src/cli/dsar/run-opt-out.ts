import type { Flags } from "../../config.ts";
import { optOut } from "../../dsar/choices/opt-out.ts";
import type { App } from "../app.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { createOutput } from "../screen/output.ts";
import { keptOutLines, nextLetter, recipientLines } from "./choice-screen.ts";
import { withChoices } from "./with-choices.ts";

export interface DsarChoiceArguments {
  id: string;
  permission?: string;
  all?: true;
  flags: Flags;
}

export async function runDsarOptOut(given: DsarChoiceArguments, app: App): Promise<number> {
  const { id } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const permission = await readKeptFile(given.permission, "--permission", app.io);
  const asked = { permission, all: given.all === true };
  const done = await withChoices(app, config, out, (world) => optOut(world, id, asked));
  const lines = [...keptOutLines(done), ...recipientLines(done.recipients, "since it came")];
  for (const line of lines) out.note(line);
  nextLetter(out, id);
  if (config.settings.json) await out.json({ schema_version: 1, id, ...done });
  return 0;
}
