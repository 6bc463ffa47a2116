import { Buffer } from "node:buffer";
import { type AtomicFileOptions, openAtomicFile } from "./atomic-file.ts";

/** A file of JSON objects, one a line. */
export interface LinesWriter {
  write(lines: readonly object[]): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** Nothing is at `path` before `finish`. */
export async function openLinesWriter(
  path: string,
  options: AtomicFileOptions = {},
): Promise<LinesWriter> {
  const output = await openAtomicFile(path, options);
  return {
    async write(lines) {
      if (lines.length === 0) return;
      await output.write(
        Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""), "utf8"),
      );
    },
    finish: () => output.finish(),
    abort: () => output.abort(),
  };
}
