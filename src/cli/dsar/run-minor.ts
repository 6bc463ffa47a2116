import type { Flags } from "../../config.ts";
import { keepMinorOut } from "../../dsar/choices/minor.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { keptOutLines } from "./choice-screen.ts";
import { withChoices } from "./with-choices.ts";

export interface DsarMinorArguments {
  id: string;
  all?: true;
  flags: Flags;
}

export async function runDsarMinor(given: DsarMinorArguments, app: App): Promise<number> {
  const { id } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const asked = { all: given.all === true };
  const done = await withChoices(app, config, out, (world) => keepMinorOut(world, id, asked));
  for (const line of keptOutLines(done)) out.note(line);
  if (config.settings.json) await out.json({ schema_version: 1, id, ...done });
  return 0;
}
