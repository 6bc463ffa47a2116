import type { BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";
import { translateFolderError } from "./folder-error.ts";
import { resolveRelease } from "./release-folder.ts";

/** Which file is current, and a text that changes when that file or the choice of it does. */
interface CurrentRelease {
  file: string;
  version: string;
}

/**
 * A look that opens nothing and reads `CURRENT` only. What an update has committed lies in the
 * log beside the file until it is folded; an empty log is a reader's and says nothing.
 */
export async function currentRelease(path: string): Promise<CurrentRelease> {
  const file = await resolveRelease(path);
  try {
    const log = await stat(`${file}-wal`, { bigint: true }).catch(() => undefined);
    const own = stamp(await stat(file, { bigint: true }));
    return { file, version: [file, own, log && log.size > 0n ? stamp(log) : ""].join(" ") };
  } catch (error) {
    throw translateFolderError(error, path);
  }
}

function stamp({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}:${size}:${mtimeNs}`;
}
