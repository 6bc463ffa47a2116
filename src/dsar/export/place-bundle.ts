import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import { openAtomicFile } from "../../table/files/atomic-file.ts";
import { makeFolders } from "../../table/files/make-folders.ts";
import { removeLeftovers } from "../../table/files/temporary-name.ts";
import { sha256 } from "./bundle-files.ts";

/**
 * The folder (0700 where it is made), without what killed exports left there. Refuses to take the
 * place of a file that is no bundle of this request.
 *
 * @param earlier SHA-256 of those that were made before
 */
export async function makePlace(path: string, earlier: readonly string[]): Promise<void> {
  const present = await orRefused(path, async () => {
    await makeFolders(dirname(path), 0o700);
    await removeLeftovers(path);
    return readFile(path);
  });
  if (present === undefined || earlier.includes(sha256(present))) return;
  throw new UsageError(
    "output_exists",
    `${path} exists already, and is no bundle of this request.`,
    "Move it away, or choose another folder with --out.",
  );
}

async function orRefused<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw new InputError(
      "output_not_writable",
      `${path} cannot be written (${code ?? "unknown error"}).`,
      "Choose another folder with --out.",
    );
  }
}

/** Whole or not at all (0600); `before` is done when all bytes are on the disk, before they have their name. */
export async function placeBundle(
  path: string,
  bytes: Uint8Array,
  { unfinished, before }: { unfinished: Set<string>; before: () => Promise<void> },
): Promise<void> {
  const file = await openAtomicFile(path, { unfinished, beforeInPlace: before });
  try {
    await file.write(bytes);
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
