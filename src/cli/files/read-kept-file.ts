import { readFile, stat } from "node:fs/promises";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import type { Io } from "../io.ts";
import { pathIn } from "./output-path.ts";

/** What somebody has signed or sent in is a scan or a letter. */
const largest = 32 * 1024 * 1024;

/**
 * A document as it is to be sealed with a request; undefined where none is named.
 *
 * @param option the one that names it
 */
export async function readKeptFile<File extends string | undefined>(
  file: File,
  option: string,
  io: Pick<Io, "cwd">,
): Promise<File extends string ? Uint8Array : undefined>;
export async function readKeptFile(
  file: string | undefined,
  option: string,
  io: Pick<Io, "cwd">,
): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined;
  const path = pathIn(io.cwd, file);
  const unreadable = (why: string) =>
    new InputError(
      "document_unreadable",
      `The file of ${option} cannot be kept (${why}).`,
      "Name a file of at most 32 MB that is not empty.",
    );
  try {
    const { size } = await stat(path);
    if (size === 0) throw unreadable("it is empty");
    if (size > largest) throw unreadable("it is too large");
    return await readFile(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unreadable(systemErrorCode(error) ?? "unknown error");
  }
}
