import type { Flags } from "../../config.ts";
import { acknowledgeRequest } from "../../dsar/acknowledge-request.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { withRequests } from "./recorded-requests.ts";

export interface DsarAckArguments {
  id: string;
  flags: Flags;
}

export async function runDsarAck({ id, flags }: DsarAckArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const { day, by, calendar, again } = await withRequests(config, app, (store) =>
    acknowledgeRequest({ store, now: app.io.date }, id),
  );
  const inTime = by === undefined || day <= by;
  if (again) out.note(`Acknowledged before, on ${day}: nothing was written down.`);
  else out.note(`Acknowledged on ${day}.`);
  if (by !== undefined) {
    const line = `10 business days by the calendar "${calendar}" end on ${by}: ${inTime ? "in time" : "too late"}.`;
    if (inTime) out.note(line);
    else out.warn(line);
  }
  out.note(`Next: heartbeat dsar letter --id ${id}`);
  if (config.settings.json) {
    const time = { by: by ?? null, calendar, in_time: inTime };
    await out.json({ schema_version: 1, id, acknowledged: day, again, ...time });
  }
  return 0;
}
