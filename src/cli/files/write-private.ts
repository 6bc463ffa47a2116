import { openAtomicFile } from "../../table/files/atomic-file.ts";
import { removeLeftovers } from "../../table/files/temporary-name.ts";
import type { Io } from "../io.ts";

/**
 * A file that nobody but the user may read, there whole or not at all. What killed runs left of it
 * goes: it tells of a person, and nobody would look for it.
 */
export async function writePrivate(
  path: string,
  content: Uint8Array | string,
  { unfinished }: Pick<Io, "unfinished">,
): Promise<void> {
  await removeLeftovers(path);
  const file = await openAtomicFile(path, { unfinished });
  try {
    await file.write(Buffer.from(content));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
