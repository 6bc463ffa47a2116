import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { InputError, systemErrorCode } from "../../model/errors.ts";

/** SHA-256 (hex) of a file's bytes. Throws InputError `input_unreadable`. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(path, { signal })) hash.update(piece as Uint8Array);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || signal.aborted) throw error;
    throw new InputError(
      "input_unreadable",
      `${path} could not be read (${code}).`,
      "Check the path and the file's permissions.",
    );
  }
  return hash.digest("hex");
}
