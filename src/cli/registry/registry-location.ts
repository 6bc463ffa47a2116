import { open, stat } from "node:fs/promises";
import { extname } from "node:path";
import { isUrl } from "../../config/url.ts";
import type { Config } from "../../config.ts";
import { ServiceError, systemErrorCode, UsageError } from "../../model/errors.ts";

/** `release`: a registry folder or one release file; `source`: a file to build one from. */
export interface RegistryLocation {
  kind: "release" | "source";
  path: string;
}

/**
 * What `--registry` names, told by what is there and not by its name. A search service that is
 * configured says nothing about the registry on this machine.
 */
export async function locateRegistry({ settings, origin }: Config): Promise<RegistryLocation> {
  const { registry: path } = settings;
  if (isUrl(path)) throw notAvailable(origin.registry, "registries behind a URL");
  const found = await stat(path).catch((error: unknown) => {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(path, code);
  });
  if (found === undefined) throw missing(path, origin.registry);
  if (found.isDirectory() || extname(path) === ".db" || (await isSqlite(path))) {
    return { kind: "release", path };
  }
  return { kind: "source", path };
}

/**
 * The registry that is to be changed by more than an import of public files: a folder or one release.
 *
 * @param what is to be kept there
 */
export async function heldRegistry(config: Config, what: string): Promise<string> {
  const { kind, path } = await locateRegistry(config);
  if (kind === "release") return path;
  throw new UsageError(
    "registry_is_source",
    `${path} is a source file, and the registry made of it is only kept in the cache: ${what} would be lost.`,
    `Make a registry of it first: heartbeat registry import ${path} --registry FOLDER`,
  );
}

async function isSqlite(path: string): Promise<boolean> {
  const magic = "SQLite format 3\0";
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
      return buffer.toString("latin1", 0, bytesRead) === magic;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, systemErrorCode(error));
  }
}

export function notAvailable(said: string, what: string): UsageError {
  return new UsageError(
    "not_available",
    `${said}: ${what} are not available in this version.`,
    "Use --registry with a folder, a .db file or a source file on this machine.",
  );
}

function unreadable(path: string, code: string | undefined): ServiceError {
  return new ServiceError(
    "registry_unreadable",
    `The registry ${path} cannot be read (${code ?? "unknown error"}).`,
    "Check its permissions.",
  );
}

export function notARegistry(path: string): ServiceError {
  return new ServiceError(
    "registry_unknown",
    `${path} is neither a registry nor a file that one can be built from.`,
    "--registry takes a registry folder, a .db file, or an NPPES file (.csv or the zip of CMS).",
  );
}

function missing(path: string, said: string): ServiceError {
  const what = said === "default" ? "There is no registry yet" : "There is no registry";
  return new ServiceError(
    "registry_missing",
    `${what}: nothing at ${path}${said === "default" ? "" : ` (${said})`}.`,
    [
      "Ways to get one:",
      "  heartbeat registry import FILE    the public NPPES file, see docs/registry.md",
      "  --service nppes:                  the public NPPES API, for short lists",
      "  --registry FILE                   a folder, a .db, or an NPPES file",
      "  --registry fixtures/npidata.csv   invented people, in heartbeat's own clone",
    ].join("\n"),
  );
}
