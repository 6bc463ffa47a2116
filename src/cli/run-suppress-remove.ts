import type { Flags } from "../config.ts";
import { RefusedError } from "../model/errors.ts";
import type { App } from "./app.ts";
import { bringRegistryUpToDate } from "./bring-registry-up-to-date.ts";
import { closing } from "./closing.ts";
import { type NamedPerson, namedKeys } from "./named-person.ts";
import { createOutput } from "./output.ts";
import { counted } from "./progress.ts";

export interface SuppressRemoveArguments extends NamedPerson {
  flags: Flags;
}

/** Nobody to lift is an answer: exit 0. What is for good stays, and nothing is lifted: exit 6. */
export async function runSuppressRemove(given: SuppressRemoveArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const { keys, ghosts } = await namedKeys(given, config, app.io);
  // A name at a place may be a namesake's too: it lifts only where it is all that is said.
  const asked = keys.length > 0 ? keys : ghosts;
  const store = await app.existingSuppressions(config);
  const done =
    store === undefined ? { lifted: 0, kept: 0 } : await closing(store, () => store.remove(asked));
  if (done.kept > 0) {
    throw new RefusedError(
      "suppression_irreversible",
      `Nothing was lifted: ${counted(done.kept, "suppression")} of this person ${done.kept === 1 ? "is" : "are"} for good.`,
      "Whoever was deleted comes back by no command.",
    );
  }
  out.note(
    done.lifted === 0
      ? "Nobody is suppressed by these: nothing has changed"
      : `Lifted ${counted(done.lifted, "suppression")}`,
  );
  if (done.lifted > 0) await bringRegistryUpToDate(app, config, out);
  if (config.settings.json) await out.json({ schema_version: 1, ...done });
  return 0;
}
