import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { heldFields } from "../../dsar/erase/held-fields.ts";
import type { HeldField, Place } from "../../dsar/erase/places.ts";
import { answersAbout, forgetPeople } from "../../enrich/journal/forget-people.ts";
import type { CorrectionStore } from "../../ledger/correction-store.ts";
import { ServiceError } from "../../model/errors.ts";
import { takeLock } from "../../store/process-lock.ts";
import type { App } from "../app.ts";
import { locateRegistry } from "../registry/registry-location.ts";
import { journalPath, runFolders, runLockPath } from "../runs/run-folders.ts";
import { by, holderOf, runLocked } from "../runs/run-locks.ts";

type Registries = Pick<App, "heldCopy" | "io">;

/** Everywhere on this machine where somebody is held, in one order. */
export async function erasePlaces(
  app: Registries,
  config: Config,
  corrections: Pick<CorrectionStore, "correctionsOf" | "erase">,
): Promise<Place[]> {
  const registry = await locateRegistry(config).catch(noRegistry);
  return [
    ...(registry?.kind === "release" ? [await registryPlace(app, config, registry.path)] : []),
    ...(await cachePlaces(app, config)),
    ...(await journalPlaces(app, config)),
    correctionsPlace(config, corrections),
  ];
}

async function registryPlace(app: Registries, config: Config, path: string): Promise<Place> {
  const copy = await app.heldCopy(config, path);
  return {
    kind: "registry",
    where: path,
    look: async (npis) => [
      ...heldFields(await copy.profiles(npis)),
      ...some("former release", await copy.formerReleases()),
    ],
    async erase(_npis, known) {
      await copy.erase(known);
      await copy.removeFormer();
    },
    bytes: copy,
  };
}

/** Built from source files. One that cannot be read, or is of another ledger, can be built again. */
async function cachePlaces(app: Registries, config: Config): Promise<Place[]> {
  const { cache } = config.folders;
  const names = (await readdir(cache).catch(() => [])).sort();
  const places: Place[] = [];
  for (const name of names) {
    const path = join(cache, name);
    if ((await stat(join(path, "CURRENT")).catch(() => undefined)) === undefined) continue;
    const place = await registryPlace(app, config, path);
    const isReadable = await place.look([]).then(
      () => true,
      () => false,
    );
    places.push({ ...place, kind: "cache", ...(isReadable ? {} : unreadable(path)) });
  }
  return places;
}

function unreadable(path: string): Pick<Place, "look" | "erase"> & { bytes: never } {
  return {
    look: async () => {
      const isThere = await stat(path).catch(() => undefined);
      return some("registry that cannot be read", isThere === undefined ? 0 : 1);
    },
    erase: () => rm(path, { recursive: true, force: true }),
    bytes: undefined as never,
  };
}

async function journalPlaces({ io }: Registries, config: Config): Promise<Place[]> {
  const folders = runFolders(config);
  const ids = (await readdir(folders.runs).catch(() => [])).sort();
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );
  const places: Place[] = [];
  for (const id of ids) {
    const path = journalPath(folders, id);
    if (!(await isThere(path))) continue;
    const count = async (npis: readonly string[]) =>
      (await isThere(path)) ? answersAbout(path, npis) : 0;
    places.push({
      kind: "journal",
      where: path,
      look: async (npis) => some("answer of an unfinished run", await count(npis)),
      async erase(npis) {
        if ((await count(npis)) === 0) return;
        const locking = await takeLock(runLockPath(folders, id), holderOf(io.date));
        if (!("lock" in locking)) {
          const who = by(locking.heldBy);
          throw runLocked(
            `A run${who} that has answers about the person is under way.`,
            "Wait until it has finished, or stop it; then run the same command again.",
          );
        }
        await forgetPeople(path, npis).finally(() => locking.lock.release());
      },
    });
  }
  return places;
}

function correctionsPlace(
  { settings }: Config,
  store: Pick<CorrectionStore, "correctionsOf" | "erase">,
): Place {
  return {
    kind: "corrections",
    where: settings.ledger,
    look: async (npis) => some("correction", (await store.correctionsOf(npis)).flat().length),
    erase: async (npis) => void (await store.erase(npis)),
  };
}

function some(field: string, count: number): HeldField[] {
  return count === 0 ? [] : [{ field, count, public_record: false }];
}

function noRegistry(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
  throw error;
}
