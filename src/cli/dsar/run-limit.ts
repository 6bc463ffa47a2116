import { limitUse } from "../../dsar/choices/limit.ts";
import type { App } from "../app.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { createOutput } from "../screen/output.ts";
import { nextLetter } from "./choice-screen.ts";
import type { DsarChoiceArguments } from "./run-opt-out.ts";
import { withChoices } from "./with-choices.ts";

export async function runDsarLimit(given: DsarChoiceArguments, app: App): Promise<number> {
  const { id } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const permission = await readKeptFile(given.permission, "--permission", app.io);
  const asked = { permission, all: given.all === true };
  const done = await withChoices(app, config, out, (world) => limitUse(world, id, asked));
  out.note(
    done.sensitive === "minor"
      ? "The data of a minor is sensitive: all of it is kept out from now on"
      : "Nothing that is held about them is sensitive: the profile stays as it is",
  );
  nextLetter(out, id);
  if (config.settings.json) await out.json({ schema_version: 1, id, ...done });
  return 0;
}
