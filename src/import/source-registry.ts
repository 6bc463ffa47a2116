import { createHash, randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type HeartbeatError, InputError, systemErrorCode } from "../model/errors.ts";
import type { ReleaseWriter } from "../registry/release-store.ts";
import { makeFolders } from "../table/files/make-folders.ts";
import { contentHash } from "./content-hash.ts";
import { type ImportDeps, importRelease } from "./import-release.ts";
import { planImport } from "./plan-import.ts";
import { workFolderFailed } from "./source-errors.ts";

export interface EnsureBuiltOptions
  extends Pick<ImportDeps, "calibration" | "signal" | "onProgress"> {
  /** Holds one folder per content; everything in it may be deleted at any time. */
  cacheDir: string;
  /** What a built release depends on besides the content: schema and key versions. */
  formVersions: readonly number[];
  createWriter(folder: string): Promise<ReleaseWriter>;
  /** Whether the one that was building a registry in this folder was killed. */
  isAbandoned(folder: string): Promise<boolean>;
}

const buildingInfix = ".building-";

/** To be raised when the same source bytes become other profiles than before. */
const READING_VERSION = 1;

/** To be raised with the weights of match/: a curve fitted to other posteriors misleads. */
const CALIBRATION_VERSION = 2;

/**
 * The registry folder built from one source file (an NPPES csv or zip), built the first time that
 * its content is seen. A file that only changes a registry is refused, as by `planImport`.
 */
export async function ensureBuilt(file: string, options: EnsureBuiltOptions): Promise<string> {
  const { cacheDir, signal, onProgress } = options;
  // Before hashing gigabytes: is it a source at all?
  await planImport([file], { registryExists: false });
  await makeFolder(cacheDir);
  const content = await contentHash(file, { cacheDir, signal, onProgress });
  const versions = [READING_VERSION, CALIBRATION_VERSION, ...options.formVersions];
  const key = createHash("sha256")
    .update(JSON.stringify([content.sha256, ...versions]))
    .digest("hex");
  const folder = join(cacheDir, key.slice(0, 32));
  if (await exists(join(folder, "CURRENT"))) return folder;
  await removeAbandoned(options);
  const building = `${folder}${buildingInfix}${randomUUID()}`;
  try {
    await importRelease([file], {
      createWriter: () => options.createWriter(building),
      tempDir: building,
      calibration: options.calibration,
      signal,
      onProgress,
    });
    if (!(await content.isUnchanged())) throw changed(file);
    await moveInto(building, folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return folder;
}

async function removeAbandoned({ cacheDir, isAbandoned }: EnsureBuiltOptions): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const folder = join(cacheDir, name);
    if (!name.includes(buildingInfix) || !(await isAbandoned(folder))) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Another process may have built the same content meanwhile; then its folder stands. */
async function moveInto(building: string, folder: string): Promise<void> {
  try {
    await rename(building, folder);
  } catch (error) {
    if (await exists(join(folder, "CURRENT"))) return;
    throw workFolderFailed(folder, systemErrorCode(error) ?? "unknown error");
  }
}

function changed(file: string): HeartbeatError {
  return new InputError(
    "source_changed",
    `${basename(file)} was changed while it was read.`,
    "Run it again once the file is complete.",
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder, 0o700);
  } catch (error) {
    throw workFolderFailed(folder, systemErrorCode(error) ?? "unknown error");
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
