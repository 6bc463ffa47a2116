import type { Flags } from "../../config.ts";
import { closeRequest } from "../../dsar/close-request.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { withRequests } from "./recorded-requests.ts";

export interface DsarCloseArguments {
  id: string;
  flags: Flags;
}

export async function runDsarClose({ id, flags }: DsarCloseArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const hasLetter = await withRequests(config, app, (store) =>
    closeRequest({ store, now: app.io.date }, id),
  );
  out.note("Closed.");
  if (!hasLetter) {
    out.warn("No letter was made since the answer: whoever asked has to be told of it.");
    out.warn(`Make it: heartbeat dsar letter --id ${id}`);
  }
  if (config.settings.json) {
    await out.json({ schema_version: 1, id, state: "closed", letter_made: hasLetter });
  }
  return 0;
}
