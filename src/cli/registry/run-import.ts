import { stat } from "node:fs/promises";
import { isUrl } from "../../config/url.ts";
import type { Config, Flags } from "../../config.ts";
import { importRelease } from "../../import/import-release.ts";
import { type ImportPlan, planImport } from "../../import/plan-import.ts";
import { updateRelease } from "../../import/update-release.ts";
import { InputError, InterruptedError, systemErrorCode, UsageError } from "../../model/errors.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import { makeFolders } from "../../table/files/make-folders.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { count, createProgress, duration } from "../screen/progress.ts";
import { sizeText } from "../screen/size-text.ts";
import { shellWord } from "../typed/shell-word.ts";
import { calibrationWords } from "./calibration-words.ts";
import { showImport } from "./import-screen.ts";
import { notAvailable } from "./registry-location.ts";

export interface ImportArguments {
  files: string[];
  /** Build without the former release's contacts. */
  withoutContacts?: boolean | undefined;
  flags: Flags;
}

interface Done {
  release: ReleaseInfo;
  /** Only of an update: what it did. */
  changes?: string;
}

/** Builds a release in the registry folder, or updates the current one. */
export async function runImport(given: ImportArguments, app: App): Promise<number> {
  const { io } = app;
  const started = io.now();
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const files = given.files.map((file) => pathIn(io.cwd, file));
  const folder = config.settings.registry;
  const registryExists = await checkFolder(config, app);
  const plan = await planImport(files, { registryExists });
  for (const line of planLines(plan, folder)) out.note(line);
  const done = await work(plan, files, config, app, given.withoutContacts === true);
  const duration_ms = Math.round(io.now() - started);
  for (const line of endLines(done, config, duration_ms)) out.note(line);
  await reportJson(out, config, { plan, release: done.release, duration_ms });
  return 0;
}

/** Refuses what is no folder before anything is read; says whether there is a release. */
async function checkFolder(config: Config, app: App): Promise<boolean> {
  const { settings, origin } = config;
  const { registry: path } = settings;
  if (isUrl(path)) throw notAvailable(origin.registry, "registries behind a URL");
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isDirectory()) {
    throw new UsageError(
      "registry_no_folder",
      `${path} is a file; an import needs a folder for its releases.`,
      "Name a folder with --registry; it is made when it is not there.",
    );
  }
  await app.requireLedger(config);
  return app.hasRelease(path);
}

async function work(
  plan: ImportPlan,
  files: readonly string[],
  config: Config,
  app: App,
  withoutContacts: boolean,
): Promise<Done> {
  const { signal } = app.io;
  const folder = config.settings.registry;
  await makeFolder(folder);
  const progress = await createProgress(app.io, config.settings);
  const deps = { tempDir: folder, signal, onProgress: showImport(progress) };
  try {
    if (plan.mode === "update") {
      const createUpdater = () => app.createUpdater(config, folder);
      const { release, changed } = await updateRelease(files, { ...deps, createUpdater });
      return { release, changes: changeWords(changed) };
    }
    const createWriter = () => app.createWriter(config, folder, withoutContacts);
    const calibration = { createWeigher: app.createWeigher };
    return { release: await importRelease(files, { ...deps, createWriter, calibration }) };
  } catch (error) {
    throw signal.aborted ? new InterruptedError("The registry is as it was.") : error;
  } finally {
    progress.stop();
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder, 0o700);
  } catch (error) {
    throw new InputError(
      "output_unwritable",
      `The registry folder ${folder} cannot be made (${systemErrorCode(error) ?? "unknown error"}).`,
      "Choose another one with --registry.",
    );
  }
}

function planLines({ mode, sources }: ImportPlan, folder: string): string[] {
  const what = mode === "build" ? "Building a new release" : "Updating the current release";
  return [
    `${what} in ${folder} from`,
    ...sources.map(
      ({ file, kind, bytes, as_of }) =>
        `  ${file}: ${kind}${as_of === undefined ? "" : `, as of ${as_of}`}, ${sizeText(bytes)}`,
    ),
  ];
}

function endLines({ release, changes }: Done, { settings, origin }: Config, ms: number): string[] {
  const { id, counts } = release;
  const folder = settings.registry;
  const option = origin.registry === "--registry" ? ` --registry ${shellWord(folder)}` : "";
  return [
    "",
    `Release ${id.slice(0, 12)} is current in ${folder}`,
    `  ${count(counts.individuals)} individuals, ${count(counts.organizations)} organizations, ${count(counts.deactivated)} deactivated without a name`,
    ...contactLines(release),
    ...(changes === undefined ? [`  confidence ${calibrationWords(release)}`] : [`  ${changes}`]),
    `${duration(ms)}`,
    `Next: heartbeat enrich leads.csv${option}`,
  ];
}

/** They came from the former release. */
function contactLines({ contact_sources = [] }: ReleaseInfo): string[] {
  if (contact_sources.length === 0) return [];
  return [`  contacts kept: ${contact_sources.map(({ name }) => name).join(", ")}`];
}

function changeWords(changed: number | undefined): string {
  if (changed === undefined) return "unchanged: the registry knew all of this, or newer";
  return `${count(changed)} ${changed === 1 ? "profile is" : "profiles are"} new or changed`;
}

async function reportJson(
  out: Output,
  { settings }: Config,
  done: { plan: ImportPlan; release: ReleaseInfo; duration_ms: number },
): Promise<void> {
  if (!settings.json) return;
  const { id, ...info } = done.release;
  await out.json({
    schema_version: 1,
    registry: settings.registry,
    mode: done.plan.mode,
    release: id,
    info,
    duration_ms: done.duration_ms,
  });
}
