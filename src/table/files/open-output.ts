import type { Writable } from "node:stream";
import { UsageError } from "../../model/errors.ts";
import { type AtomicFileOptions, type OutputFile, openAtomicFile } from "./atomic-file.ts";
import { createStreamOutput } from "./stream-output.ts";

export interface OpenOutputOptions extends AtomicFileOptions {
  /** Where `-` leads. */
  stdout?: Writable;
}

/** A file that appears whole or not at all, or standard output for `-`. */
export async function openOutput(path: string, options: OpenOutputOptions): Promise<OutputFile> {
  if (path !== "-") return openAtomicFile(path, options);
  if (options.stdout === undefined) {
    throw new UsageError("output_missing", "There is no standard output.", "Use --output FILE.");
  }
  return createStreamOutput(options.stdout, options);
}
