import { readFile, stat } from "node:fs/promises";
import { InputError, systemErrorCode } from "../model/errors.ts";
import type { Io } from "./io.ts";
import { pathIn } from "./output-path.ts";

/** A scanned page has less. */
const largest = 20 * 1024 * 1024;

/**
 * A document that belongs to a rights request, as it is.
 *
 * @param option the one that names it
 */
export async function readDocument(from: string, option: string, io: Io): Promise<Uint8Array> {
  const path = pathIn(io.cwd, from);
  try {
    const { size } = await stat(path);
    if (size > largest) throw unusable(option, "is larger than 20 MB");
    const bytes = await readFile(path);
    if (bytes.length === 0) throw unusable(option, "is empty");
    return bytes;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unusable(option, `cannot be read (${systemErrorCode(error) ?? "unknown error"})`);
  }
}

function unusable(option: string, what: string): InputError {
  return new InputError(
    "document_unusable",
    `The file of ${option} ${what}.`,
    "Name the file that came, saved on this machine.",
  );
}
