import type { Config } from "../config.ts";
import type { Calibration } from "../model/calibration.ts";
import { ServiceError } from "../model/errors.ts";
import type { SubjectText } from "../normalize/keys/subject-keys.ts";
import type { ContactUpdater, HeldRelease } from "../registry/contact-store.ts";
import type { HeldCopy } from "../registry/held-copy.ts";
import type { NpiStanding } from "../registry/npi-standing.ts";
import type { Registry } from "../registry/registry.ts";
import type { Recalibrated, ReleaseUpdater, ReleaseWriter } from "../registry/release-store.ts";
import type { LeadWeigher } from "../service/lead-weigher.ts";
import type { SearchService } from "../service/search-service.ts";
import type { Io } from "./io.ts";
import type { LedgerGuards } from "./ledger-guards.ts";

/** The ways to make and change a registry, each to be closed by the caller. */
export interface RegistryStores {
  /** A registry at a path, for who erases people from it. */
  heldCopy(
    config: Config,
    path: string,
  ): Promise<HeldCopy & { erase(known?: readonly SubjectText[]): Promise<void> }>;
  /** A new release in the folder, which is made when it is not there. */
  createWriter(config: Config, folder: string, withoutContacts?: boolean): Promise<ReleaseWriter>;
  createUpdater(config: Config, path: string): Promise<ReleaseUpdater>;
  createContactUpdater(config: Config, path: string): Promise<ContactUpdater>;
  /** Keeps others from changing the release that contacts are joined to; to be freed by the caller. */
  holdRelease(config: Config, path: string): Promise<HeldRelease>;
  /** What says whose contacts are, by public sources alone; to be closed by the caller. */
  openJoining(path: string): Promise<Joining>;
  /** Has the current release fitted on itself again. */
  recalibrate<Report extends { calibration: Calibration }>(
    config: Config,
    path: string,
    calibrate: (registry: Registry) => Promise<Report>,
  ): Promise<Recalibrated<Report>>;
  /** Closes with the registry. */
  createWeigher(registry: Registry): Promise<LeadWeigher>;
  /** Whether there is a release to update. */
  hasRelease(path: string): Promise<boolean>;
}

/** Answers about one release that nobody changes meanwhile. */
interface Joining {
  service: SearchService;
  standing: NpiStanding;
  close(): Promise<void>;
}

/** Loads each when it is asked for, so that `--help` loads none. */
export function createRegistryStores(io: Io, guards: LedgerGuards): RegistryStores {
  const build = { now: io.date, pid: process.pid };

  /** How a change of the release at `path` is made, once it is known to be fit for that. */
  async function changing(config: Config, path: string) {
    const guard = guards.of(config);
    await guard.check(path);
    return { ...build, withhold: guard.withhold };
  }

  return {
    async createWriter(config, path, withoutContacts = false) {
      const { createReleaseWriter } = await import("../registry/sqlite/release/release-writer.ts");
      const options = { ...build, withhold: guards.ofBuild(config).withholdNew(path) };
      return createReleaseWriter(path, { ...options, signal: io.signal, withoutContacts });
    },
    async createWeigher(registry) {
      const { createLeadWeigher } = await import("../service/embedded/weigh-leads.ts");
      return createLeadWeigher(registry);
    },
    async heldCopy(config, path) {
      const { createHeldCopy } = await import("../registry/sqlite/withheld/sqlite-held-copy.ts");
      const copy = createHeldCopy(path, build.pid);
      return { ...copy, erase: (known) => guards.of(config).renew(path, known) };
    },
    async createUpdater(config, path) {
      const { openReleaseUpdater } = await import("../registry/sqlite/release/release-updater.ts");
      return openReleaseUpdater(path, await changing(config, path));
    },
    async createContactUpdater(config, path) {
      const { openContactUpdater } = await import("../registry/sqlite/contacts/contact-updater.ts");
      return openContactUpdater(path, await changing(config, path));
    },
    async holdRelease(config, path) {
      const { holdRelease } = await import("../registry/sqlite/contacts/contact-updater.ts");
      // Who joins contacts to people reads the release before it is changed.
      await guards.of(config).ready(path);
      return holdRelease(path, await changing(config, path));
    },
    async openJoining(path) {
      const { openSqliteRegistry } = await import("../registry/sqlite/sqlite-registry.ts");
      const registry = await openSqliteRegistry(path, { publicOnly: true });
      const { createEmbeddedService } = await import("../service/embedded/embedded-service.ts");
      const service = createEmbeddedService(registry, { label: `registry ${path}` });
      const { openNpiStanding } = await import("../registry/sqlite/sqlite-npi-standing.ts");
      const standing = await openNpiStanding(path);
      const close = async () => {
        await standing.close();
        await service.close();
      };
      return { service, standing, close };
    },
    async recalibrate(config, path, calibrate) {
      const { recalibrateRelease } = await import(
        "../registry/sqlite/release/recalibrate-release.ts"
      );
      return recalibrateRelease(path, calibrate, await changing(config, path));
    },
    async hasRelease(path) {
      const { resolveRelease } = await import("../registry/sqlite/release/release-folder.ts");
      try {
        await resolveRelease(path);
        return true;
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        // A damaged one is there: a new release mends it, an update says what is wrong.
        if (error.code === "registry_damaged") return true;
        if (error.code === "registry_missing") return false;
        throw error;
      }
    },
  };
}
