import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { Decision } from "../../enrich/decisions/decision.ts";
import { parseDecisions } from "../../enrich/decisions/decisions-file.ts";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import { pathIn } from "../files/output-path.ts";
import { isFileToBe } from "../input/receipt-place.ts";

/** A file of decisions as it was read. */
export interface LoadedDecisions {
  path: string;
  /** SHA-256 (hex) of its bytes. */
  sha256: string;
  decisions: readonly Decision[];
}

/**
 * @param given as it was typed; undefined where there is none. InputError `decisions_unreadable`, or
 * what `parseDecisions` throws.
 */
export async function loadDecisions(
  given: string | undefined,
  cwd: string,
): Promise<LoadedDecisions | undefined> {
  return given === undefined ? undefined : requireDecisions(given, cwd);
}

/** The same for a file that there has to be. */
export async function requireDecisions(given: string, cwd: string): Promise<LoadedDecisions> {
  if (given === "-") {
    throw new UsageError(
      "usage",
      "Decisions are read from a file.",
      "Name it, for example leads.decisions.ndjson.",
    );
  }
  const path = pathIn(cwd, given);
  const loaded = await readDecisions(path);
  if (loaded !== undefined) return loaded;
  throw new InputError(
    "decisions_unreadable",
    `The decisions ${path} cannot be read (ENOENT).`,
    "`heartbeat review` makes such a file.",
  );
}

/** undefined where there is no such file yet. */
export async function readDecisions(path: string): Promise<LoadedDecisions | undefined> {
  await refuseDevice(path);
  const bytes = await readFile(path).catch((error: unknown) => {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw new InputError(
      "decisions_unreadable",
      `The decisions ${path} cannot be read (${code ?? "unknown error"}).`,
      "Check the path and the file's permissions.",
    );
  });
  if (bytes === undefined) return undefined;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { path, sha256, decisions: parseDecisions(bytes.toString("utf8"), path) };
}

/** The same for a file that is to be changed. */
export async function readDecisionsToChange(path: string): Promise<LoadedDecisions | undefined> {
  await requireFileToBe(path);
  return readDecisions(path);
}

/** What is not there yet is a file to be. */
export async function requireFileToBe(path: string): Promise<void> {
  if (await isFileToBe(path)) return;
  throw new InputError(
    "decisions_unreadable",
    `${path} is no file, and decisions are kept in one.`,
    "Name a file, for example leads.decisions.ndjson.",
  );
}

/** A pipe ends some time; a device may give zeros for ever. */
async function refuseDevice(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isCharacterDevice() !== true && found?.isBlockDevice() !== true) return;
  throw new InputError(
    "decisions_unreadable",
    `The decisions ${path} cannot be read: it is a device.`,
    "Name a file, for example leads.decisions.ndjson.",
  );
}
