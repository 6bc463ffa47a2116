import { setTimeout } from "node:timers/promises";
import { isUrl } from "../config/url.ts";
import { type Config, type Flags, loadConfig } from "../config.ts";
import type { LateStore } from "../ledger/late-store.ts";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import type { Calibration } from "../model/calibration.ts";
import type { Corrections } from "../model/corrections.ts";
import { InputError, ServiceError } from "../model/errors.ts";
import type { LedgerMark } from "../model/ledger-mark.ts";
import { noSuppressions, type Suppressions } from "../model/suppressions.ts";
import type { SubjectKey } from "../normalize/subject-keys.ts";
import type { ContactUpdater, HeldRelease } from "../registry/contact-store.ts";
import type { HeldCopy } from "../registry/held-copy.ts";
import type { KeyHolders } from "../registry/key-holders.ts";
import type { NpiStanding } from "../registry/npi-standing.ts";
import type { Registry } from "../registry/registry.ts";
import type { Recalibrated, ReleaseUpdater, ReleaseWriter } from "../registry/release-store.ts";
import { nobodyWithheld } from "../registry/withheld-store.ts";
import type { LeadWeigher } from "../service/lead-weigher.ts";
import type { SearchService } from "../service/search-service.ts";
import { showImport } from "./import-screen.ts";
import type { Io } from "./io.ts";
import { createLedgerGuard, type LedgerGuard } from "./ledger-guard.ts";
import { createLedgerStores, type LedgerReplacements, type LedgerStores } from "./ledger-stores.ts";
import type { ServingOptions } from "./open-serving.ts";
import { createProgress } from "./progress.ts";
import { locateRegistry, notARegistry } from "./registry-location.ts";
import { locateService } from "./service-location.ts";
import { showTrouble } from "./service-trouble.ts";
import { version } from "./version.ts";

/**
 * What a command may use, made when it asks. The only file that names concrete backends; it loads
 * them lazily, so that `--help` loads none.
 */
export interface App extends LedgerStores {
  readonly io: Io;
  /** The exit code of this run. */
  finish(exitCode: number): void;
  /** What was opened for the whole run. */
  close(): Promise<void>;
  configure(flags: Flags): Promise<Config>;
  /** To be closed by the caller. */
  openService(config: Config): Promise<SearchService>;
  /** The registry that is configured knows of all suppressions then. */
  bringUpToDate(config: Config): Promise<void>;
  /** The registry in worker threads, release after release; to be closed by the caller. */
  openServing(config: Config, options: ServingOptions): Promise<SearchService>;
  /** Whoever is suppressed; makes no ledger, and notices one that comes. Closes with the app. */
  suppressions(config: Config): Promise<Suppressions>;
  /**
   * Suppressions and corrections that answers of the registry that is open hang on: another text after
   * every change. Undefined where that cannot be told, or the registry does not know of all of them.
   */
  ledgerState(config: Config): Promise<string | undefined>;
  /**
   * Everybody on file, also who is withheld, and whatever finds them: for rights requests alone. To be
   * closed by the caller.
   */
  openOnFile(config: Config): Promise<OnFile>;
  /** A registry at a path, for who erases people from it. */
  heldCopy(config: Config, path: string): Promise<HeldCopy & { erase(): Promise<void> }>;
  /** To be closed by the caller; `file` is the release that is open. */
  openRegistry(config: Config): Promise<{ registry: Registry; file: string }>;
  /**
   * Refuses a registry that is used with a ledger that is not here; none, or a damaged one, is for
   * others to refuse. Whatever opens a registry does so too: this is for commands that write first.
   */
  requireLedger(config: Config): Promise<void>;
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

/** A registry as its file has it, and answers of it. */
export interface OnFile extends KeyHolders {
  registry: Registry;
  service: SearchService;
  /** The release that is open. */
  file: string;
  close(): Promise<void>;
}

/** What a test may put in the place of the real thing. */
export interface Replacements extends LedgerReplacements {
  suppressions?: Suppressions;
  corrections?: Corrections;
  service?: SearchService;
}

/** Codes of files that no registry can be built from, be they sources of something else. */
const noRegistrySource: ReadonlySet<string> = new Set(["source_unknown", "nothing_to_update"]);

export function createApp(
  io: Io,
  finish: (exitCode: number) => void,
  replacements: Replacements = {},
): App {
  const folder = () => import("../registry/sqlite/release-folder.ts");
  const build = { now: io.date, pid: process.pid };
  const stores = createLedgerStores(io, replacements);
  const { existingLedger, existingSuppressions } = stores;

  /** The registry that answers are from while it is open. */
  let answering: Pick<Registry, "withheld"> | undefined;
  let suppressions: Promise<LateStore<SuppressionStore>> | undefined;
  let corrections: ReturnType<typeof openCorrected> | undefined;

  async function openSuppressed(config: Config): Promise<LateStore<SuppressionStore>> {
    const { openLateStore } = await import("../ledger/late-store.ts");
    return openLateStore(() => existingSuppressions(config));
  }

  async function openCorrected(config: Config): Promise<Corrections & { close(): Promise<void> }> {
    const { openCorrections } = await import("../ledger/sqlite/open-corrections.ts");
    return openCorrections(() => existingLedger(config));
  }

  async function correctionsOf(config: Config): Promise<Corrections> {
    if (replacements.corrections !== undefined) return replacements.corrections;
    corrections ??= openCorrected(config);
    return corrections;
  }

  async function suppressionsOf(config: Config): Promise<Suppressions> {
    if (replacements.suppressions !== undefined) return replacements.suppressions;
    suppressions ??= openSuppressed(config);
    const { get } = await suppressions;
    const { knowingWithheld } = await import("../registry/withheld-suppressions.ts");
    const ledger: Suppressions = {
      areSuppressed: async (batch) => ((await get()) ?? noSuppressions).areSuppressed(batch),
      ghostsAt: async (...asked) => ((await get()) ?? noSuppressions).ghostsAt(...asked),
      number: async () => ((await get()) ?? noSuppressions).number(),
    };
    return knowingWithheld(ledger, async () => (await answering?.withheld()) ?? nobodyWithheld);
  }

  async function ledgerState(config: Config): Promise<string | undefined> {
    const isReplaced =
      (replacements.suppressions ?? replacements.corrections ?? replacements.service) !== undefined;
    if (isReplaced || answering === undefined) return undefined;
    suppressions ??= openSuppressed(config);
    const ledger = await (await suppressions).get();
    const { number, event } = (await ledger?.lastChange()) ?? { number: 0, event: "no ledger" };
    const { mark } = await answering.withheld();
    return (mark?.number ?? 0) === number
      ? `${ledger?.ledger ?? ""} ${number} ${event}`
      : undefined;
  }

  /** Whatever answers tells what people have had put right. */
  async function corrected(
    config: Config,
    open: (config: Config) => Promise<SearchService>,
  ): Promise<SearchService> {
    const { withCorrections } = await import("../service/corrections/with-corrections.ts");
    const ledger = [await correctionsOf(config), await suppressionsOf(config)] as const;
    return withCorrections(replacements.service ?? (await open(config)), ...ledger);
  }

  async function readMark(path: string): Promise<LedgerMark | undefined> {
    const { readLedgerMark } = await import("../registry/sqlite/read-ledger-mark.ts");
    return readLedgerMark(path);
  }

  /** A release that is not whole may be followed by another one; it has no mark. */
  function buildGuard(config: Config): LedgerGuard {
    return guardOf(config, async (path) => {
      try {
        return await readMark(path);
      } catch (error) {
        if (error instanceof ServiceError && error.code.startsWith("registry_")) return undefined;
        throw error;
      }
    });
  }

  function guardOf(config: Config, mark = readMark): LedgerGuard {
    return createLedgerGuard({
      openStore: () => existingSuppressions(config),
      readMark: mark,
      async openUpdater(path) {
        const { openWithheldUpdater } = await import("../registry/sqlite/withheld-updater.ts");
        return openWithheldUpdater(path, build);
      },
      startProgress: () => createProgress(io, config.settings),
      erased: config.settings.public_records === "erase" ? "everything" : "contacts",
      signal: io.signal,
    });
  }

  /** How a change of the release at `path` is made, once it is known to be fit for that. */
  async function changing(config: Config, path: string) {
    const guard = guardOf(config);
    await guard.check(path);
    return { ...build, withhold: guard.withhold };
  }

  async function createWriter(
    config: Config,
    path: string,
    withoutContacts = false,
  ): Promise<ReleaseWriter> {
    const { createReleaseWriter } = await import("../registry/sqlite/release-writer.ts");
    const options = { ...build, withhold: buildGuard(config).withholdNew(path) };
    return createReleaseWriter(path, { ...options, signal: io.signal, withoutContacts });
  }

  async function createWeigher(registry: Registry): Promise<LeadWeigher> {
    const { createLeadWeigher } = await import("../service/embedded/weigh-leads.ts");
    return createLeadWeigher(registry);
  }

  /** A folder or release file; a source file is built into the cache first. */
  async function builtRegistry(config: Config): Promise<string> {
    const { kind, path } = await locateRegistry(config);
    const found = kind === "release" ? path : await builtFrom(path, config);
    await guardOf(config).ready(found);
    return found;
  }

  async function builtFrom(path: string, config: Config): Promise<string> {
    const { ensureBuilt } = await import("../import/source-registry.ts");
    const { SCHEMA_VERSION } = await import("../registry/sqlite/schema.ts");
    const { isAbandoned } = await import("../registry/sqlite/folder-lock.ts");
    const { KEY_VERSION } = await import("../normalize/keys.ts");
    const progress = await createProgress(io, config.settings);
    try {
      return await ensureBuilt(path, {
        cacheDir: config.folders.cache,
        formVersions: [SCHEMA_VERSION, KEY_VERSION],
        createWriter: (path) => createWriter(config, path),
        calibration: { createWeigher },
        isAbandoned,
        signal: io.signal,
        onProgress: showImport(progress),
      });
    } catch (error) {
      const isOther = error instanceof InputError && noRegistrySource.has(error.code);
      throw isOther ? notARegistry(path) : error;
    } finally {
      progress.stop();
    }
  }

  async function openRegistry(config: Config): Promise<{ registry: Registry; file: string }> {
    const path = await builtRegistry(config);
    const { openSqliteRegistry } = await import("../registry/sqlite/sqlite-registry.ts");
    const opened = await openSqliteRegistry(path);
    const registry: Registry = {
      ...opened,
      async close() {
        answering = undefined;
        await opened.close();
      },
    };
    answering = registry;
    return { registry, file: await (await folder()).resolveRelease(path) };
  }

  /** What a service elsewhere needs of the world. */
  const outside = {
    userAgent: `heartbeat/${version()}`,
    env: io.env,
    now: io.now,
    date: io.date,
    sleep: (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal }),
    random: Math.random,
  };

  async function openHttpService(url: URL, { settings, apiKey }: Config): Promise<SearchService> {
    const { createHttpService } = await import("../service/http/http-service.ts");
    const { concurrency } = settings;
    const onEvent = showTrouble(io, settings);
    return createHttpService({
      ...outside,
      ...{ url, concurrency, onEvent },
      apiKey: await apiKey?.read(),
    });
  }

  async function openNppesService(
    url: URL | undefined,
    { settings }: Config,
  ): Promise<SearchService> {
    const { createNppesService } = await import("../service/nppes/nppes-service.ts");
    const onEvent = showTrouble(io, settings);
    return createNppesService({ ...outside, url, concurrency: settings.concurrency, onEvent });
  }

  async function openUncorrected(config: Config): Promise<SearchService> {
    const location = locateService(config);
    if (location.kind === "http") return openHttpService(location.url, config);
    if (location.kind === "nppes") return openNppesService(location.url, config);
    const { registry } = await openRegistry(config);
    const { createEmbeddedService } = await import("../service/embedded/embedded-service.ts");
    return createEmbeddedService(registry, { label: `registry ${config.settings.registry}` });
  }

  return {
    ...stores,
    io,
    finish,
    async close() {
      for (const store of [suppressions, corrections]) {
        await (await store?.catch(() => undefined))?.close();
      }
    },
    async configure(flags) {
      const config = await loadConfig({ flags, env: io.env, cwd: io.cwd });
      io.speech.settle(config.settings);
      return config;
    },
    openRegistry,
    openService: (config) => corrected(config, openUncorrected),
    openServing: (config, options) =>
      corrected(config, async () => {
        const path = await builtRegistry(config);
        const { currentRelease } = await import("../registry/sqlite/release-version.ts");
        const { openServing } = await import("./open-serving.ts");
        const label = `registry ${config.settings.registry}`;
        const guard = guardOf(config);
        const look = async () => {
          await guard.ready(path);
          return currentRelease(path);
        };
        const { followWithheld } = await import("../registry/follow-withheld.ts");
        const { openSqliteRegistry } = await import("../registry/sqlite/sqlite-registry.ts");
        const current = followWithheld({
          currentFile: async () => (await currentRelease(path)).file,
          open: openSqliteRegistry,
        });
        const service = await openServing({ label, look, now: io.now }, options);
        answering = current;
        return {
          ...service,
          async close() {
            answering = undefined;
            await service.close();
            await current.close();
          },
        };
      }),
    async bringUpToDate(config) {
      if (replacements.service === undefined) await builtRegistry(config);
    },
    suppressions: suppressionsOf,
    ledgerState,
    async openOnFile(config) {
      const { registry, file } = await openRegistry(config);
      const { createEmbeddedService } = await import("../service/embedded/embedded-service.ts");
      const all: Registry = { ...registry, withheld: async () => nobodyWithheld };
      const service = createEmbeddedService(all, { label: `registry ${config.settings.registry}` });
      const holdersOf = async (keys: readonly SubjectKey[]) => {
        const { readKeyHolders } = await import("../registry/sqlite/sqlite-key-holders.ts");
        return readKeyHolders(file, keys, io.signal);
      };
      return { registry: all, service, file, holdersOf, close: () => service.close() };
    },
    async heldCopy(config, path) {
      const { createHeldCopy } = await import("../registry/sqlite/sqlite-held-copy.ts");
      const copy = createHeldCopy(path, process.pid);
      return { ...copy, erase: () => guardOf(config).renew(path) };
    },
    createWriter,
    createWeigher,
    async requireLedger(config) {
      const { registry } = config.settings;
      if (replacements.service === undefined && !isUrl(registry)) {
        await buildGuard(config).check(registry);
      }
    },
    async createUpdater(config, path) {
      const { openReleaseUpdater } = await import("../registry/sqlite/release-updater.ts");
      return openReleaseUpdater(path, await changing(config, path));
    },
    async createContactUpdater(config, path) {
      const { openContactUpdater } = await import("../registry/sqlite/contact-updater.ts");
      return openContactUpdater(path, await changing(config, path));
    },
    async holdRelease(config, path) {
      const { holdRelease } = await import("../registry/sqlite/contact-updater.ts");
      // Who joins contacts to people reads the release before it is changed.
      await guardOf(config).ready(path);
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
      const { recalibrateRelease } = await import("../registry/sqlite/recalibrate-release.ts");
      return recalibrateRelease(path, calibrate, await changing(config, path));
    },
    async hasRelease(path) {
      const { resolveRelease } = await folder();
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
