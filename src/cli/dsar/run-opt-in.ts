import type { Flags } from "../../config.ts";
import { optIn } from "../../dsar/choices/opt-in.ts";
import type { App } from "../app.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { nextLetter } from "./choice-screen.ts";
import { withChoices } from "./with-choices.ts";

export interface DsarOptInArguments {
  id: string;
  confirm?: true;
  permission?: string;
  flags: Flags;
}

export async function runDsarOptIn(given: DsarOptInArguments, app: App): Promise<number> {
  const { id } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const permission = await readKeptFile(given.permission, "--permission", app.io);
  const asked = { permission, confirm: given.confirm === true };
  const done = await withChoices(app, config, out, (world) => optIn(world, id, asked));
  if (done.step === "asked") {
    out.note("Asked for; nothing has changed yet. Have the person confirm it, then:");
    out.note(`Next: heartbeat dsar opt-in --id ${id} --confirm`);
  } else {
    out.note(
      done.lifted === 0
        ? "They had not opted out: nothing has changed"
        : `Lifted ${counted(done.lifted, "opt-out")}`,
    );
    if (done.left > 0) out.note("A list of your own keeps them out all the same");
    nextLetter(out, id);
  }
  if (config.settings.json) await out.json({ schema_version: 1, id, ...done });
  return 0;
}
