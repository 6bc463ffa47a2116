import type { Flags } from "../../config.ts";
import { noteRequest } from "../../dsar/note-request.ts";
import type { App } from "../app.ts";
import { readWritten } from "../files/read-written.ts";
import { createOutput } from "../screen/output.ts";
import { withRequests } from "./recorded-requests.ts";

export interface DsarNoteArguments {
  id: string;
  from: string;
  flags: Flags;
}

export async function runDsarNote(
  { id, from, flags }: DsarNoteArguments,
  app: App,
): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const text = await readWritten(from, "--from", app.io);
  await withRequests(config, app, (store) => noteRequest({ store, now: app.io.date }, id, text));
  out.note("The note is kept, sealed.");
  if (config.settings.json) await out.json({ schema_version: 1, id, noted: true });
  return 0;
}
