import type { Flags } from "../../config.ts";
import { denyRequest } from "../../dsar/deny-request.ts";
import { denialBases } from "../../dsar/request.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { readWritten } from "../files/read-written.ts";
import { createOutput } from "../screen/output.ts";
import { withRequests } from "./recorded-requests.ts";

export interface DsarDenyArguments {
  id: string;
  basis: string;
  groundsFile?: string;
  noMethod: boolean;
  flags: Flags;
}

export async function runDsarDeny(given: DsarDenyArguments, app: App): Promise<number> {
  const { id, groundsFile, noMethod } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const basis = denialBases.find((one) => one === given.basis.trim().toLowerCase());
  if (basis === undefined) {
    throw new UsageError(
      "usage",
      "--basis is none of those there are.",
      `One of: ${denialBases.join(", ")}.`,
    );
  }
  const grounds =
    groundsFile === undefined
      ? undefined
      : await readWritten(groundsFile, "--grounds-file", app.io);
  await withRequests(config, app, (store) =>
    denyRequest({ store, now: app.io.date }, id, { basis, grounds, noMethod }),
  );
  out.note(`Denied: ${basis}.`);
  out.note(`Next: heartbeat dsar letter --id ${id}`);
  if (config.settings.json) {
    await out.json({ schema_version: 1, id, response: "denied", basis });
  }
  return 0;
}
