import type { Writable } from "node:stream";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import type { OutputFile, OutputWatch } from "./atomic-file.ts";

/**
 * Output into a stream that is not ours (standard output): it is never ended. A reader that went
 * away (`| head`) is no failure; what follows is dropped.
 */
export function createStreamOutput(
  stream: Writable,
  { onBytes, beforeInPlace }: OutputWatch = {},
): OutputFile {
  let gone = false;
  let failure: unknown;
  stream.on("error", (error) => {
    if (systemErrorCode(error) === "EPIPE") gone = true;
    else failure = error;
  });

  function send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      stream.write(bytes, (error) => {
        if (error && systemErrorCode(error) === "EPIPE") gone = true;
        else if (error) failure = error;
        if (failure === undefined) resolve();
        else reject(translate(failure));
      });
    });
  }

  return {
    async write(bytes) {
      if (failure !== undefined) throw translate(failure);
      onBytes?.(bytes);
      if (!gone && !stream.destroyed) await send(bytes);
    },
    settle: async () => undefined,
    async finish() {
      if (failure !== undefined) throw translate(failure);
      await beforeInPlace?.();
    },
    abort: async () => undefined,
  };
}

function translate(error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  const full = code === "ENOSPC" || code === "EDQUOT";
  return new InputError(
    full ? "disk_full" : "output_not_writable",
    full
      ? "There is no room left to write standard output."
      : `Standard output cannot be written (${code}).`,
    "Write to a file with --output.",
  );
}
