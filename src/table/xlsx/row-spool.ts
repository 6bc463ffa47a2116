import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import type { SheetRow } from "./row-builder.ts";
import { createRowCoding } from "./row-coding.ts";
import { tooLarge } from "./workbook-errors.ts";

/** A sheet's rows in a temporary file, to be read as often as needed in little memory. */
export interface RowSpool {
  write(row: SheetRow): Promise<void>;
  /** After the last row and before the first reading. */
  end(): Promise<void>;
  /** Rows as they were written, in batches. */
  rows(signal: AbortSignal): AsyncGenerator<SheetRow[], void>;
  close(): Promise<void>;
}

export interface SpoolOptions {
  file: string;
  tempDir: string;
  /** Holds the path of the temporary file while there is one. */
  unfinished?: Set<string> | undefined;
}

const bufferedCharacters = 256 << 10;
const chunkBytes = 256 << 10;
const maxBytes = 2 ** 31;

/** The file has no name and is gone when the spool is closed. */
export async function openRowSpool({ file, tempDir, unfinished }: SpoolOptions): Promise<RowSpool> {
  const path = join(tempDir, `heartbeat-${randomBytes(8).toString("hex")}.rows`);
  unfinished?.add(path);
  const handle = await open(path, "wx+", 0o600).catch((error: unknown) => {
    unfinished?.delete(path);
    throw translate(error, tempDir);
  });
  // Open it stays readable; without a name nothing of it outlives the process, however it ends.
  await rm(path, { force: true });
  unfinished?.delete(path);
  const coding = createRowCoding();
  let waiting: string[] = [];
  let waitingCharacters = 0;
  let written = 0;

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const bytes = Buffer.from(waiting.join(""));
    waiting = [];
    waitingCharacters = 0;
    if (written + bytes.length > maxBytes) {
      throw tooLarge(file, "its cells together have more than 2 GB of text");
    }
    await writeWhole(handle, bytes, written).catch((error: unknown) => {
      throw translate(error, tempDir);
    });
    written += bytes.length;
  }

  return {
    async write(row) {
      const line = `${coding.encode(row)}\n`;
      waiting.push(line);
      waitingCharacters += line.length;
      if (waitingCharacters >= bufferedCharacters) await flush();
    },
    end: flush,
    async *rows(signal) {
      for await (const lines of readLines(handle, written, signal)) {
        yield lines.map((line) => coding.decode(line));
      }
    },
    close: () => handle.close(),
  };
}

async function writeWhole(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}

/** Whole lines without their ends, as many as a chunk completes. */
async function* readLines(
  handle: FileHandle,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<string[], void> {
  const parts: Buffer[] = [];
  for (let position = 0; position < size; ) {
    signal.throwIfAborted();
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, size - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) throw new Error("the temporary file of a workbook's rows was cut short");
    position += bytesRead;
    const chunk = buffer.subarray(0, bytesRead);
    const end = chunk.lastIndexOf(0x0a);
    if (end === -1) {
      parts.push(chunk);
      continue;
    }
    parts.push(chunk.subarray(0, end));
    yield Buffer.concat(parts).toString("utf8").split("\n");
    parts.splice(0, parts.length, chunk.subarray(end + 1));
  }
}

function translate(error: unknown, tempDir: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || error instanceof InputError || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new InputError(
    code === "ENOSPC" || code === "EDQUOT" ? "disk_full" : "temp_not_writable",
    `The workbook's rows could not be kept in the temporary folder ${tempDir} (${code}).`,
    "Free some space, or set TMPDIR to another folder.",
  );
}
