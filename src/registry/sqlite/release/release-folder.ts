import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ServiceError, systemErrorCode } from "../../../model/errors.ts";
import { foldLog, hasWal } from "./fold-log.ts";
import { translateFolderError } from "./folder-error.ts";

/**
 * A registry is a folder: `releases/<name>.db`, closed without sidecar files, and `CURRENT`, a
 * text file with the name of the one to read. A release file is never overwritten: a reader may
 * have it open. Only `CURRENT` is replaced, by rename.
 */
const releasesName = "releases";
const currentName = "CURRENT";
const buildingPrefix = "building-";
/** What this program names so, in a folder where the user may have other things. */
const buildingName = /^building-(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|facts-\w{6})$/;
const extension = ".db";

/** The release file to read: what `CURRENT` of a folder names, or `path` itself when it is a file. */
export async function resolveRelease(path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => ignoreMissing(error, path));
  if (found === undefined) throw missing(`There is no registry at ${path}.`);
  if (!found.isDirectory()) return path;
  const name = await readCurrent(path);
  if (name === undefined) throw missing(`The folder ${path} holds no registry release.`);
  return join(path, releasesName, name + extension);
}

function missing(message: string): ServiceError {
  return new ServiceError("registry_missing", message, "Make one: heartbeat registry import FILE");
}

async function readCurrent(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, currentName), "utf8").catch((error: unknown) => {
    if (systemErrorCode(error) === "EISDIR") return "";
    return ignoreMissing(error, folder);
  });
  if (text === undefined) return undefined;
  const name = text.trim();
  if (/^[\w-]+$/.test(name)) return name;
  throw new ServiceError(
    "registry_damaged",
    `The file ${join(folder, currentName)} does not name a release.`,
    "Import the source files again.",
  );
}

/**
 * What killed imports left in a registry folder: half releases and intermediate files, both full of
 * people. Only for whoever holds the folder's lock.
 */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!buildingName.test(entry)) continue;
    // What another user left can stay; it is in nobody's way.
    await removeFolder(join(folder, entry)).catch(() => {});
  }
}

/** A new, empty folder inside the registry to build a release in. */
export async function createBuildingFolder(folder: string): Promise<string> {
  const building = join(folder, buildingPrefix + randomUUID());
  await mkdir(building, { mode: 0o700 });
  return building;
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/**
 * Move a finished, closed database into the registry and make it current; then remove the releases
 * before it. Until `CURRENT` is renamed, readers see the former release.
 */
export async function publishRelease(
  folder: string,
  databasePath: string,
  id: string,
): Promise<void> {
  const releases = join(folder, releasesName);
  try {
    await mkdir(releases, { recursive: true });
    const name = freeName(releases, id);
    await sync(databasePath);
    await rename(databasePath, join(releases, name + extension));
    await syncFolder(releases);
    await replaceCurrent(folder, name);
    await removeOldReleases(releases, name);
  } catch (error) {
    throw translateFolderError(error, folder);
  }
}

/** The id, or `<id>-2` and so on when the same sources were imported before. */
function freeName(releases: string, id: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? id : `${id}-${n}`;
    // A leftover sidecar of a former file of that name would be taken for the new file's.
    if (!existsSync(join(releases, name + extension)) && !hasSidecar(releases, name)) return name;
  }
}

async function replaceCurrent(folder: string, name: string): Promise<void> {
  const temporary = join(folder, `${currentName}.new`);
  const file = await open(temporary, "w");
  try {
    await file.writeFile(`${name}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, currentName));
  await syncFolder(folder);
}

/** Of a folder whose lock the caller has. */
export async function removeFormerReleases(folder: string): Promise<void> {
  const current = await readCurrent(folder);
  if (current !== undefined) await removeOldReleases(join(folder, releasesName), current);
}

/** File names of releases that are not current. */
export async function formerReleases(folder: string): Promise<string[]> {
  const current = `${await readCurrent(folder)}${extension}`;
  const entries = await readdir(join(folder, releasesName)).catch(() => []);
  return entries.filter((entry) => entry.endsWith(extension) && entry !== current).sort();
}

/**
 * Whoever has an old file open keeps reading it: it leaves the folder now and the disk when it is
 * closed. A file whose log somebody is reading waits for the next import, as does one that the
 * system refuses to remove.
 */
async function removeOldReleases(releases: string, keep: string): Promise<void> {
  for (const entry of await readdir(releases)) {
    if (!entry.endsWith(extension)) continue;
    const name = entry.slice(0, -extension.length);
    if (name === keep) continue;
    if (hasSidecar(releases, name)) await foldLog(join(releases, entry));
    if (hasSidecar(releases, name)) continue;
    await rm(join(releases, entry), { force: true }).catch(() => {});
  }
}

function hasSidecar(releases: string, name: string): boolean {
  return hasWal(join(releases, name + extension));
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename durable; systems that cannot open a folder (Windows) do without. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  if (folder === undefined) return;
  try {
    await folder.sync().catch(() => {});
  } finally {
    await folder.close();
  }
}

function ignoreMissing(error: unknown, path: string): undefined {
  const code = systemErrorCode(error);
  if (code !== "ENOENT" && code !== "ENOTDIR") throw translateFolderError(error, path);
  return undefined;
}
