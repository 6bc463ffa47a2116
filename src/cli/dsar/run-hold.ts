import type { Flags } from "../../config.ts";
import { takeStep } from "../../dsar/take-step.ts";
import { clearHold, holdRequest } from "../../dsar/verify/hold.ts";
import { askIdentity } from "../../dsar/verify/identity.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { createOutput } from "../screen/output.ts";
import { withRequests } from "./recorded-requests.ts";

export interface DsarHoldArguments {
  id: string;
  reasonFile?: string;
  askIdentity?: true;
  clear?: true;
  flags: Flags;
}

export async function runDsarHold(given: DsarHoldArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const { id, reasonFile, askIdentity: asks = false, clear = false } = given;
  if (clear === (reasonFile !== undefined || asks)) throw usage();
  await withRequests(config, app, async (store) => {
    const world = { store, now: io.date };
    if (clear) await takeStep(world, id, "hold", clearHold);
    if (reasonFile !== undefined) {
      const reason = await readKeptFile(reasonFile, "--reason-file", io);
      await takeStep(world, id, "hold", (work) => holdRequest(work, reason));
    }
    if (asks) await takeStep(world, id, "identity", askIdentity);
  });
  if (clear) out.note("No longer held: the request goes on where it was");
  if (reasonFile !== undefined) out.note("Held: nothing is told, corrected or erased meanwhile");
  if (asks) out.note(`Next: heartbeat dsar letter --id ${id} asks them for the copy`);
  if (config.settings.json) {
    await out.json({ schema_version: 1, id, held: !clear, identity_asked: asks });
  }
  return 0;
}

function usage(): UsageError {
  return new UsageError(
    "usage",
    "Either a request is held, or its hold is cleared.",
    "Give --reason-file FILE, with --ask-identity or without; or --clear alone.",
  );
}
