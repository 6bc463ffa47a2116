import { openAtomicFile } from "../table/atomic-file.ts";
import type { Io } from "./io.ts";

/** A file that nobody but the user may read, there whole or not at all. */
export async function writePrivate(
  path: string,
  content: Uint8Array | string,
  { unfinished }: Pick<Io, "unfinished">,
): Promise<void> {
  const file = await openAtomicFile(path, { unfinished });
  try {
    await file.write(Buffer.from(content));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
