import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { findExpired, shredExpired } from "../../dsar/records/run-retention.ts";
import { InterruptedError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { columnLines } from "../screen/column-lines.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";

export interface DsarRetentionArguments {
  dryRun?: true;
  flags: Flags;
}

/** Shreds what has served; the chain, suppressions and corrections stay. */
export async function runDsarRetention(given: DsarRetentionArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const today = californiaDay(app.io.date());
  const isTrial = given.dryRun === true;
  const store = await app.existingRequests(config);
  const expired =
    store === undefined
      ? []
      : await closing(store, async () => {
          const found = await findExpired(store, today);
          if (!isTrial) await shredExpired(store, found, app.io.signal).catch(interrupted);
          return found;
        });
  if (config.settings.json) {
    const shredded = expired.map(({ seq: _, ...one }) => one);
    await out.json({ schema_version: 1, today, dry_run: isTrial, shredded });
    return 0;
  }
  if (expired.length > 0) {
    const rows = expired.map((one) => [one.request, one.class, String(one.parts), one.since]);
    await out.data(`${columnLines([["ID", "CLASS", "PARTS", "SINCE"], ...rows]).join("\n")}\n`);
  }
  const what = `${counted(expired.length, "set")} of sealed parts past their time`;
  out.note(isTrial ? `${what} (--dry-run: nothing was shredded)` : `${what}, shredded`);
  return 0;

  function interrupted(error: unknown): never {
    throw app.io.signal.aborted
      ? new InterruptedError("Run it again: it goes on where it was.")
      : error;
  }
}
