import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isUrl } from "../config/url.ts";
import { type Config, type Flags, loadConfig } from "../config.ts";
import type { Audit } from "../ledger/audit.ts";
import type { BackupManifest } from "../ledger/backup-manifest.ts";
import type { ChannelStore, NoticeCounts } from "../ledger/channel-store.ts";
import type { DisclosureStore } from "../ledger/disclosure-store.ts";
import type { KeyStore } from "../ledger/key-store.ts";
import type { LateStore } from "../ledger/late-store.ts";
import type { LedgerFacts } from "../ledger/ledger-facts.ts";
import type { Refused, Restored } from "../ledger/restored.ts";
import type { LedgerFile } from "../ledger/sqlite/ledger-file.ts";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import type { Calibration } from "../model/calibration.ts";
import type { ChannelRules } from "../model/channel-rules.ts";
import type { Corrections } from "../model/corrections.ts";
import { InputError, ServiceError } from "../model/errors.ts";
import type { LedgerMark } from "../model/ledger-mark.ts";
import { noSuppressions, type Suppressions } from "../model/suppressions.ts";
import type { ContactUpdater, HeldRelease } from "../registry/contact-store.ts";
import type { NpiStanding } from "../registry/npi-standing.ts";
import type { Registry } from "../registry/registry.ts";
import type { Recalibrated, ReleaseUpdater, ReleaseWriter } from "../registry/release-store.ts";
import { nobodyWithheld } from "../registry/withheld-store.ts";
import type { LeadWeigher } from "../service/lead-weigher.ts";
import type { SearchService } from "../service/search-service.ts";
import { showImport } from "./import-screen.ts";
import type { Io } from "./io.ts";
import { hasLedger, isMade, ledgerFolder, noLedger } from "./ledger-folder.ts";
import { createLedgerGuard, type LedgerGuard } from "./ledger-guard.ts";
import type { ServingOptions } from "./open-serving.ts";
import { programUser } from "./program-user.ts";
import { createProgress } from "./progress.ts";
import { locateRegistry, notARegistry } from "./registry-location.ts";
import { locateService } from "./service-location.ts";
import { showTrouble } from "./service-trouble.ts";
import { version } from "./version.ts";

/**
 * What a command may use, made when it asks. The only file that names concrete backends; it loads
 * them lazily, so that `--help` loads none.
 */
export interface App {
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
  /** Makes it where there is none; to be closed by the caller. */
  openLedger(config: Config): Promise<LedgerFile>;
  /** undefined where there is none; to be closed by the caller. */
  existingLedger(config: Config): Promise<LedgerFile | undefined>;
  ledgerFacts(config: Config): Promise<LedgerFacts>;
  auditLedger(config: Config): Promise<Audit>;
  /** A new folder with copies of the ledger's files. */
  backupLedger(config: Config, folder: string): Promise<BackupManifest>;
  restoreLedger(config: Config, folder: string): Promise<Restored | Refused>;
  /** Whoever is suppressed; makes no ledger, and notices one that comes. Closes with the app. */
  suppressions(config: Config): Promise<Suppressions>;
  /** Makes the ledger where there is none; to be closed by the caller. */
  openSuppressions(config: Config): Promise<SuppressionStore>;
  /** undefined where there is no ledger; to be closed by the caller. */
  existingSuppressions(config: Config): Promise<SuppressionStore | undefined>;
  /** Which channels are closed; makes nothing. To be closed by the caller. */
  channelRules(config: Config): Promise<ChannelRules & NoticeCounts & { close(): Promise<void> }>;
  /** To be closed by the caller. */
  openChannels(config: Config): Promise<ChannelStore>;
  /** To be closed by the caller. */
  openKeys(config: Config): Promise<KeyStore>;
  /** To be closed by the caller. */
  openDisclosures(config: Config): Promise<DisclosureStore>;
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

/** What a test may put in the place of the real thing. */
export interface Replacements {
  suppressions?: Suppressions;
  channelRules?: ChannelRules;
  corrections?: Corrections;
  service?: SearchService;
  disclosures?: DisclosureStore;
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
  const ledgerWorld = { now: io.date, random: randomBytes };

  async function existingLedger(config: Config): Promise<LedgerFile | undefined> {
    if (!(await hasLedger(config))) return undefined;
    const { openMadeLedger } = await import("../ledger/sqlite/ledger-file.ts");
    const { ledger, ledger_key_file } = config.settings;
    return openMadeLedger(ledger, ledger_key_file, { ...ledgerWorld, actor: programUser() });
  }

  async function openLedger(config: Config): Promise<LedgerFile> {
    await ledgerFolder(config);
    const { openLedger } = await import("../ledger/sqlite/ledger-file.ts");
    const { ledger, ledger_key_file } = config.settings;
    return openLedger(ledger, ledger_key_file, { ...ledgerWorld, actor: programUser() });
  }

  /** The registry that answers are from while it is open. */
  let answering: Pick<Registry, "withheld"> | undefined;
  let suppressions: Promise<LateStore<SuppressionStore>> | undefined;
  let corrections: ReturnType<typeof openCorrected> | undefined;

  /** To be closed by the caller. */
  async function existingSuppressions(config: Config): Promise<SuppressionStore | undefined> {
    const ledger = await existingLedger(config);
    if (ledger === undefined) return undefined;
    const { createSuppressionStore } = await import("../ledger/sqlite/sqlite-suppression-store.ts");
    return createSuppressionStore(ledger);
  }

  async function openSuppressed(config: Config): Promise<LateStore<SuppressionStore>> {
    const { openLateStore } = await import("../ledger/late-store.ts");
    return openLateStore(() => existingSuppressions(config));
  }

  async function withLedger<T>(
    config: Config,
    work: (ledger: LedgerFile) => T | Promise<T>,
  ): Promise<T> {
    const ledger = await existingLedger(config);
    if (ledger === undefined) throw noLedger(config);
    try {
      return await work(ledger);
    } finally {
      ledger.db.close();
    }
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

  /** Whatever answers tells what people have had put right. */
  async function corrected(
    config: Config,
    open: (config: Config) => Promise<SearchService>,
  ): Promise<SearchService> {
    const { withCorrections } = await import("../service/corrections/with-corrections.ts");
    const ledger = [await correctionsOf(config), await suppressionsOf(config)] as const;
    return withCorrections(replacements.service ?? (await open(config)), ...ledger);
  }

  /** Its other files, for which it has to be there where somebody names it. */
  async function besideLedger(config: Config) {
    await hasLedger(config);
    const folder = await ledgerFolder(config);
    return { folder, options: { ...ledgerWorld, keyFile: config.settings.ledger_key_file } };
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
    openLedger,
    existingLedger,
    async ledgerFacts(config) {
      const { readFacts } = await import("../ledger/sqlite/read-facts.ts");
      return withLedger(config, readFacts);
    },
    async auditLedger(config) {
      const { auditLedger } = await import("../ledger/sqlite/audit-ledger.ts");
      return withLedger(config, (ledger) => auditLedger(ledger));
    },
    async backupLedger(config, folder) {
      const { backupLedger } = await import("../ledger/sqlite/backup-ledger.ts");
      return withLedger(config, (ledger) => backupLedger(ledger, folder, build));
    },
    async restoreLedger(config, folder) {
      await ledgerFolder(config);
      const { restoreLedger } = await import("../ledger/sqlite/restore-ledger.ts");
      const { ledger: path, ledger_key_file: keyFile } = config.settings;
      const world = { ...ledgerWorld, actor: programUser() };
      return restoreLedger({ from: folder, path, keyFile, world, pid: process.pid });
    },
    suppressions: suppressionsOf,
    existingSuppressions,
    async openSuppressions(config) {
      const { createSuppressionStore } = await import(
        "../ledger/sqlite/sqlite-suppression-store.ts"
      );
      // Only `ledger init` makes one anew in the place of one that is there and empty.
      const isThere = await isMade(config);
      const ledger = isThere ? await existingLedger(config) : undefined;
      return createSuppressionStore(ledger ?? (await openLedger(config)));
    },
    async channelRules(config) {
      const { channelRules } = replacements;
      if (channelRules !== undefined) {
        return { ...channelRules, counts: async () => [], close: async () => {} };
      }
      await hasLedger(config);
      const { openChannelRules } = await import("../ledger/sqlite/open-channel-rules.ts");
      const { ledger, ledger_key_file: keyFile } = config.settings;
      return openChannelRules(dirname(ledger), { ...ledgerWorld, keyFile });
    },
    async openChannels(config) {
      const { openChannelStore } = await import("../ledger/sqlite/sqlite-channel-store.ts");
      const { folder, options } = await besideLedger(config);
      return openChannelStore(folder, options);
    },
    async openKeys(config) {
      const { openKeyStore } = await import("../ledger/sqlite/sqlite-key-store.ts");
      const { folder } = await besideLedger(config);
      return openKeyStore(join(folder, "keys.db"), ledgerWorld);
    },
    async openDisclosures(config) {
      if (replacements.disclosures !== undefined) return replacements.disclosures;
      const { openDisclosureStore } = await import("../ledger/sqlite/sqlite-disclosure-store.ts");
      const { folder, options } = await besideLedger(config);
      return openDisclosureStore(folder, options);
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
