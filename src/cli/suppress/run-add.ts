import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { bringRegistryUpToDate } from "../registry/bring-registry-up-to-date.ts";
import { createOutput } from "../screen/output.ts";
import { type NamedPerson, namedKeys } from "./named-person.ts";
import { readSuppressionTerms, type TypedTerms } from "./suppression-terms.ts";

export interface SuppressAddArguments extends NamedPerson, TypedTerms {
  flags: Flags;
}

/** Somebody who is suppressed already on the same terms stays so: exit 0. */
export async function runSuppressAdd(given: SuppressAddArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const terms = readSuppressionTerms(given, app.io.date());
  const { keys, ghosts, values } = await namedKeys(given, config, app.io);
  const all = [...keys, ...ghosts];
  const done = await closing(await app.openSuppressions(config), async (store) => ({
    ...(await store.add([{ ...terms, keys: all }])),
    number: await store.number(),
  }));
  const isNew = done.added > 0;
  out.note(
    isNew
      ? `Suppressed, ${terms.reversible ? "until it is lifted" : "for good"}: nothing about them is returned or kept`
      : "Suppressed already on these terms: nothing has changed",
  );
  await bringRegistryUpToDate(app, config, out, values);
  if (config.settings.json) await out.json({ schema_version: 1, ...terms, ...done });
  return 0;
}
