import type { Flags } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import { heldRegistry } from "./registry-location.ts";

export interface RemoveArguments {
  /** As typed. */
  source: string;
  flags: Flags;
}

/** Takes a source of contacts or outcomes out of the current release, with all that it gave. */
export async function runRemove({ source, flags }: RemoveArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const path = await heldRegistry(config, "contacts");
  const name = source.trim().toLowerCase();
  const updater = await app.createContactUpdater(config, path);
  const former = updater.release;
  const known = former.contact_sources?.find((one) => one.name === name);
  if (known === undefined || !updater.remove(name)) {
    await updater.rollback();
    throw unknownName(former);
  }
  const release = await updater.commit();
  out.note(`Took out ${name}: ${known.kind} of ${count(known.people)} people, from ${known.file}`);
  out.note(`Release ${release.id.slice(0, 12)} is current in ${path}`);
  if (config.settings.json) {
    await out.json({ schema_version: 1, registry: path, removed: known, release: release.id });
  }
  return 0;
}

function unknownName({ contact_sources = [] }: ReleaseInfo): UsageError {
  const names = contact_sources.map(({ name }) => name);
  return new UsageError(
    "source_not_there",
    "The registry has no source of contacts or outcomes of this name.",
    names.length === 0 ? "It has none at all." : `It has: ${names.join(", ")}.`,
  );
}
