import type { Flags } from "../../config.ts";
import { extendRequest } from "../../dsar/extend-request.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { readPersonText } from "../files/read-person-text.ts";
import { createOutput } from "../screen/output.ts";
import { withRequests } from "./recorded-requests.ts";

export interface DsarExtendArguments {
  id: string;
  reason?: string;
  reasonFile?: string;
  flags: Flags;
}

export async function runDsarExtend(given: DsarExtendArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const reason = (await readReason(given, app)).trim();
  if (reason === "") throw unsaid();
  const { until, noticeBy } = await withRequests(config, app, (store) =>
    extendRequest({ store, now: app.io.date }, given.id, reason),
  );
  out.note(`${given.id} is to be answered by ${until}. Tell whoever asked, by ${noticeBy}.`);
  out.note(`Next: heartbeat dsar letter --id ${given.id}`);
  if (config.settings.json) {
    await out.json({ schema_version: 1, id: given.id, due: until, notice_by: noticeBy });
  }
  return 0;
}

async function readReason(given: DsarExtendArguments, app: App): Promise<string> {
  const { reason, reasonFile } = given;
  if ((reason === undefined) === (reasonFile === undefined)) throw unsaid();
  return reason ?? readPersonText(reasonFile ?? "", app.io);
}

function unsaid(): UsageError {
  return new UsageError(
    "no_reason",
    "More time takes a reason, which is told to whoever asked.",
    "Give --reason or --reason-file, one of them.",
  );
}
