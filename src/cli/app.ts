import { setTimeout } from "node:timers/promises";
import { isUrl } from "../config/url.ts";
import { type Config, type Flags, loadConfig } from "../config.ts";
import type { Corrections } from "../model/corrections.ts";
import { InputError } from "../model/errors.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { SubjectText } from "../normalize/keys/subject-keys.ts";
import type { KeyHolders } from "../registry/key-holders.ts";
import type { Registry } from "../registry/registry.ts";
import { nobodyWithheld } from "../registry/withheld-store.ts";
import type { SearchService } from "../service/search-service.ts";
import { createAnsweringSuppressions } from "./answering-suppressions.ts";
import type { Io } from "./io.ts";
import { createLedgerGuards } from "./ledger-guards.ts";
import { createLedgerStores, type LedgerReplacements, type LedgerStores } from "./ledger-stores.ts";
import { showImport } from "./registry/import-screen.ts";
import { locateRegistry, notARegistry } from "./registry/registry-location.ts";
import { createRegistryStores, type RegistryStores } from "./registry-stores.ts";
import { createProgress } from "./screen/progress.ts";
import type { ServingOptions } from "./serve/open-serving.ts";
import { locateService } from "./services/service-location.ts";
import { showTrouble } from "./services/service-trouble.ts";
import { version } from "./version.ts";

/**
 * What a command may use, made when it asks. With the stores beside it the only place that names
 * concrete backends; it loads them lazily, so that `--help` loads none.
 */
export interface App extends LedgerStores, RegistryStores {
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
  /**
   * To be closed by the caller; `file` is the release that is open.
   *
   * @param known values by which somebody has just been suppressed
   */
  openRegistry(
    config: Config,
    known?: readonly SubjectText[],
  ): Promise<{ registry: Registry; file: string }>;
  /**
   * Refuses a registry that is used with a ledger that is not here; none, or a damaged one, is for
   * others to refuse. Whatever opens a registry does so too: this is for commands that write first.
   */
  requireLedger(config: Config): Promise<void>;
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
  const stores = createLedgerStores(io, replacements);
  const { existingLedger, existingSuppressions } = stores;
  const guards = createLedgerGuards(io, existingSuppressions);
  const registries = createRegistryStores(io, guards);

  const answering = createAnsweringSuppressions(existingSuppressions);
  let corrections: ReturnType<typeof openCorrected> | undefined;

  async function openCorrected(config: Config): Promise<Corrections & { close(): Promise<void> }> {
    const { openCorrections } = await import("../ledger/sqlite/requests/open-corrections.ts");
    return openCorrections(() => existingLedger(config));
  }

  async function correctionsOf(config: Config): Promise<Corrections> {
    if (replacements.corrections !== undefined) return replacements.corrections;
    corrections ??= openCorrected(config);
    return corrections;
  }

  async function suppressionsOf(config: Config): Promise<Suppressions> {
    return replacements.suppressions ?? answering.of(config);
  }

  async function ledgerState(config: Config): Promise<string | undefined> {
    const isReplaced =
      (replacements.suppressions ?? replacements.corrections ?? replacements.service) !== undefined;
    return isReplaced ? undefined : answering.state(config);
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

  /** A folder or release file; a source file is built into the cache first. */
  async function builtRegistry(
    config: Config,
    known: readonly SubjectText[] = [],
  ): Promise<string> {
    const { kind, path } = await locateRegistry(config);
    const found = kind === "release" ? path : await builtFrom(path, config);
    await guards.of(config).ready(found, known);
    return found;
  }

  async function builtFrom(path: string, config: Config): Promise<string> {
    const { ensureBuilt } = await import("../import/source-registry.ts");
    const { SCHEMA_VERSION } = await import("../registry/sqlite/schema.ts");
    const { isAbandoned } = await import("../registry/sqlite/release/folder-lock.ts");
    const { KEY_VERSION } = await import("../normalize/keys/keys.ts");
    const progress = await createProgress(io, config.settings);
    try {
      return await ensureBuilt(path, {
        cacheDir: config.folders.cache,
        formVersions: [SCHEMA_VERSION, KEY_VERSION],
        createWriter: (path) => registries.createWriter(config, path),
        calibration: registries,
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

  async function openRegistry(
    config: Config,
    known: readonly SubjectText[] = [],
  ): Promise<{ registry: Registry; file: string }> {
    const path = await builtRegistry(config, known);
    const { openSqliteRegistry } = await import("../registry/sqlite/sqlite-registry.ts");
    const opened = await openSqliteRegistry(path);
    const registry: Registry = {
      ...opened,
      async close() {
        answering.answerFrom(undefined);
        await opened.close();
      },
    };
    answering.answerFrom(registry);
    const { resolveRelease } = await import("../registry/sqlite/release/release-folder.ts");
    return { registry, file: await resolveRelease(path) };
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
      await answering.close();
      await (await corrections?.catch(() => undefined))?.close();
    },
    async configure(flags) {
      const config = await loadConfig({ flags, env: io.env, cwd: io.cwd });
      io.speech.settle(config.settings);
      return config;
    },
    ...registries,
    openRegistry,
    openService: (config) => corrected(config, openUncorrected),
    openServing: (config, options) =>
      corrected(config, async () => {
        const path = await builtRegistry(config);
        const { currentRelease } = await import("../registry/sqlite/release/release-version.ts");
        const { openServing } = await import("./serve/open-serving.ts");
        const label = `registry ${config.settings.registry}`;
        const guard = guards.of(config);
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
        answering.answerFrom(current);
        return {
          ...service,
          async close() {
            answering.answerFrom(undefined);
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
      const holdersOf = async (values: readonly SubjectText[]) => {
        const { readKeyHolders } = await import(
          "../registry/sqlite/withheld/sqlite-key-holders.ts"
        );
        return readKeyHolders(file, values, io.signal);
      };
      return { registry: all, service, file, holdersOf, close: () => service.close() };
    },
    async requireLedger(config) {
      const { registry } = config.settings;
      if (replacements.service === undefined && !isUrl(registry)) {
        await guards.ofBuild(config).check(registry);
      }
    },
  };
}
