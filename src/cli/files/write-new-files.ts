import { Buffer } from "node:buffer";
import { openAtomicFile } from "../../table/files/atomic-file.ts";
import type { Io } from "../io.ts";
import { checkOutputs, type Written } from "./output-path.ts";

/** Texts as files (0600), none of which is there yet unless it is forced; each whole or not at all. */
export async function writeNewFiles(
  files: readonly (Written & { text: string })[],
  force: boolean,
  { unfinished }: Io,
): Promise<void> {
  await checkOutputs("-", files, force);
  for (const { path, text } of files) {
    const file = await openAtomicFile(path, { keepExisting: !force, unfinished });
    try {
      await file.write(Buffer.from(text));
      await file.finish();
    } catch (error) {
      await file.abort();
      throw error;
    }
  }
}
