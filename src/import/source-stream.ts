import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { HeartbeatError, InterruptedError, systemErrorCode } from "../model/errors.ts";
import type { PlannedSource } from "./plan-import.ts";
import { unreadable } from "./source-errors.ts";
import { readZipMember } from "./zip-members.ts";

export interface SourceStream {
  /** May be read once. */
  chunks: AsyncIterable<Uint8Array>;
  /** Hash of what was read, in hex; of the whole source once `chunks` came to its end. */
  sha256(): string;
}

const READ_BYTES = 1024 * 1024;

/** Opens a source for one reading; a member of a zip is unpacked on the way. */
export function openSource(
  source: Pick<PlannedSource, "path" | "member" | "file">,
  { signal, onBytes }: { signal: AbortSignal; onBytes?: (bytes: number) => void },
): SourceStream {
  const hash = createHash("sha256");
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of rawChunks(source)) {
        throwIfAborted(signal);
        hash.update(chunk);
        onBytes?.(chunk.length);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof HeartbeatError) throw error;
      const code = systemErrorCode(error);
      throw code === undefined ? error : unreadable(source.file, code);
    }
  }
  return { chunks: chunks(), sha256: () => hash.digest("hex") };
}

/** The release in use stays as it is when an import is stopped. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new InterruptedError("The registry is unchanged. Run it again.");
}

function rawChunks(source: Pick<PlannedSource, "path" | "member" | "file">) {
  return source.member === undefined
    ? createReadStream(source.path, { highWaterMark: READ_BYTES })
    : readZipMember(source.path, basename(source.path), source.member);
}
