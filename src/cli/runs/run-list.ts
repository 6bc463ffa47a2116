import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { type KeptRun, keptRuns } from "./kept-runs.ts";
import { runFolders } from "./run-folders.ts";
import { holderOf } from "./run-locks.ts";
import { runsText } from "./runs-screen.ts";

export interface RunsListArguments {
  flags: Flags;
}

/** Unfinished runs; data, so they go to stdout. */
export async function runRunsList({ flags }: RunsListArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const runs = await keptRuns(runFolders(config), holderOf(app.io.date));
  if (config.settings.json) await out.json({ schema_version: 1, runs: runs.map(asData) });
  else if (runs.length === 0) out.note("no unfinished runs");
  else await out.data(runsText(runs));
  return 0;
}

function asData({ id, journal, about, bytes, touched, state, heldBy }: KeptRun) {
  return {
    run: id,
    state,
    created: journal?.header.created ?? null,
    touched: touched.toISOString(),
    input: about?.input ?? null,
    output: about?.output ?? null,
    answered: journal?.answered ?? null,
    requests: journal?.header.requests ?? null,
    release: journal?.header.release ?? null,
    bytes,
    process: heldBy?.pid ?? null,
  };
}
