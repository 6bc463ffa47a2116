import type { Config } from "../../config.ts";
import type { PeopleOnFile } from "../../dsar/find-profiles.ts";
import type { PeopleAtIntake } from "../../dsar/open-request.ts";
import { ServiceError } from "../../model/errors.ts";
import type { App, OnFile } from "../app.ts";
import { nameContext } from "../suppress/suppression-columns.ts";

/** To be closed by the caller; undefined on a machine that has no registry. */
export async function openPeopleOnFile(
  app: App,
  config: Config,
): Promise<(PeopleAtIntake & { close(): Promise<void> }) | undefined> {
  const onFile = await app.openOnFile(config).catch(noRegistry);
  if (onFile === undefined) return undefined;
  const { sources } = onFile.registry.release;
  return { ...peopleOnFile(onFile, app, config), sources, close: onFile.close };
}

/** Whom a registry that is open has. */
export function peopleOnFile(
  { registry, service, holdersOf }: OnFile,
  { io }: App,
  config: Config,
): PeopleOnFile {
  const batch = { context: nameContext(config), min_confidence: 0.95, with_profile: false };
  return {
    profiles: (npis) => registry.profiles(npis),
    match: async (requests) =>
      (await service.match({ ...batch, requests }, { signal: io.signal })).results,
    holdersOf,
  };
}

/** A request is received, and a choice kept, also where there is none. */
function noRegistry(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
  throw error;
}
