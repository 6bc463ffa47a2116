import type { Config } from "../../config.ts";
import type { ErasureWorld } from "../../dsar/erase/look-around.ts";
import type { RightsWorld } from "../../dsar/take-step.ts";
import { ServiceError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { nameContext } from "../suppress/suppression-columns.ts";
import { erasePlaces } from "./erase-places.ts";

/** What a plan and its deletion look at and change, for as long as the work takes. */
export async function withErasureWorld<T>(
  app: App,
  config: Config,
  work: (world: RightsWorld & ErasureWorld) => Promise<T>,
): Promise<T> {
  return closing(await app.openRequests(config), async (store) =>
    closing(await app.openCorrections(config), async (corrections) =>
      closing(await app.openDisclosures(config), async (disclosures) =>
        closing(await app.channelRules(config), async (channels) => {
          await bringUpToDate(app, config);
          const { public_records: publicRecords, ledger: ledgerPath } = config.settings;
          const registry = onFile(app, config);
          return work({
            ...{ store, corrections, disclosures, channels, publicRecords, ledgerPath, registry },
            places: await erasePlaces(app, config, corrections),
            context: nameContext(config),
            now: app.io.date,
          });
        }),
      ),
    ),
  );
}

/** Also builds the registry of a source file, which is kept in the cache. */
async function bringUpToDate(app: App, config: Config): Promise<void> {
  const open = await app.openOnFile(config).catch(noRegistry);
  await open?.close();
}

/** Opened for each question: a file that somebody reads cannot be cleaned of what was erased. */
function onFile(app: App, config: Config): ErasureWorld["registry"] {
  const ask = async <T>(question: (on: Awaited<ReturnType<App["openOnFile"]>>) => Promise<T>) => {
    const open = await app.openOnFile(config).catch(noRegistry);
    return open === undefined ? undefined : closing(open, question);
  };
  return {
    profiles: async (npis) =>
      (await ask(({ registry }) => registry.profiles(npis))) ?? npis.map(() => undefined),
    candidates: async (keys, cap) =>
      (await ask(({ registry }) => registry.candidates(keys, cap))) ??
      keys.map(() => ({ npis: [], total: 0 })),
  };
}

function noRegistry(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
  throw error;
}
