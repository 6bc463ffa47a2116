import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import { openPipe } from "./open-pipe.ts";

/** An opened input: a regular file, or what was spooled into one. */
export interface InputFile {
  /** As the user named it. */
  readonly name: string;
  readonly size: number;
  /** Every byte in order, in chunks that are not reused. May be called again. */
  chunks(signal: AbortSignal): AsyncGenerator<Buffer, void>;
  /** Throws `input_changed` when the file at the path is another one, or of another size. */
  checkSame(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenInputOptions {
  tempDir: string;
  stdin?: AsyncIterable<Uint8Array>;
  signal: AbortSignal;
  /** Holds the path of a temporary file while there is one, for whoever has to leave at once. */
  unfinished?: Set<string>;
}

const chunkBytes = 128 << 10;

/** `-` is standard input. What cannot be read twice (pipes) goes into a nameless temporary file. */
export async function openInputFile(path: string, options: OpenInputOptions): Promise<InputFile> {
  if (path === "-") {
    if (options.stdin === undefined) throw missing("-");
    return spool("standard input", options.stdin, options);
  }
  const pipe = await openPipe(path, options.signal).catch((error: unknown) => {
    throw translateRead(error, path);
  });
  if (pipe !== undefined) return spool(path, pipe, options);
  const handle = await openForReading(path);
  try {
    const info = await handle.stat();
    if (info.isDirectory()) throw isDirectory(path);
    if (info.isFile()) return await createInputFile(path, path, handle, () => handle.close());
    return await spool(path, handle.createReadStream({ autoClose: true }), options);
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw translateRead(error, path);
  }
}

async function spool(
  name: string,
  source: AsyncIterable<Uint8Array>,
  options: OpenInputOptions,
): Promise<InputFile> {
  const path = join(options.tempDir, `heartbeat-${randomBytes(8).toString("hex")}.csv`);
  options.unfinished?.add(path);
  const handle = await open(path, "wx+", 0o600).catch((error: unknown) => {
    throw translateSpool(error, options.tempDir);
  });
  const close = () => handle.close();
  try {
    // Open it stays readable; without a name nothing of it outlives the process, however it ends.
    await rm(path);
    options.unfinished?.delete(path);
    for await (const chunk of readable(source, name)) {
      options.signal.throwIfAborted();
      await writeWhole(handle, chunk);
    }
    return await createInputFile(name, undefined, handle, close);
  } catch (error) {
    await close();
    throw translateSpool(error, options.tempDir);
  }
}

/** Its failures told from those of the file that it goes into. */
async function* readable(source: AsyncIterable<Uint8Array>, name: string) {
  try {
    yield* source;
  } catch (error) {
    throw systemErrorCode(error) === "ERR_STREAM_PREMATURE_CLOSE"
      ? closedEarly(name)
      : translateRead(error, name);
  }
}

function closedEarly(name: string): InputError {
  return new InputError("input_unreadable", `${name} was closed before its end.`, "Run again.");
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.length; ) {
    from += (await handle.write(chunk, from)).bytesWritten;
  }
}

/** @param path undefined for a file that nobody else can reach */
async function createInputFile(
  name: string,
  path: string | undefined,
  handle: FileHandle,
  close: () => Promise<void>,
): Promise<InputFile> {
  const opened = await handle.stat();
  return {
    name,
    size: opened.size,
    async *chunks(signal) {
      for (let position = 0; ; ) {
        signal.throwIfAborted();
        const buffer = Buffer.allocUnsafeSlow(chunkBytes);
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position).catch((error) => {
          throw translateRead(error, name);
        });
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    async checkSame() {
      if (path === undefined) return;
      const now = await stat(path).catch(() => undefined);
      if (now?.ino !== opened.ino || now.dev !== opened.dev || now.size !== opened.size) {
        throw inputChanged(name);
      }
    },
    close,
  };
}

/** The SHA-256 (hex) over chunks as they pass. */
export function createHashing(): { write(chunk: Buffer): void; end(): string } {
  const hash = createHash("sha256");
  return { write: (chunk) => hash.update(chunk), end: () => hash.digest("hex") };
}

export function inputChanged(name: string): InputError {
  return new InputError(
    "input_changed",
    `${name} changed while it was being read.`,
    "Let the program that writes it finish, then run again.",
  );
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw translateRead(error, path);
  }
}

function missing(path: string): InputError {
  return new InputError(
    "input_missing",
    path === "-" ? "There is no standard input to read." : `${path} does not exist.`,
    "Check the path; `-` reads standard input.",
  );
}

function isDirectory(path: string): InputError {
  return new InputError("input_is_directory", `${path} is a folder.`, "Name one CSV file in it.");
}

function translateRead(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || error instanceof InputError) return error;
  if (code === "ENOENT" || code === "ENOTDIR") return missing(path);
  if (code === "EISDIR") return isDirectory(path);
  if (code === "EACCES" || code === "EPERM") {
    return new InputError(
      "input_unreadable",
      `${path} may not be read by this user.`,
      "Change its permissions, or run as its owner.",
    );
  }
  if (!/^E[A-Z0-9]+$/.test(code)) return error;
  return new InputError(
    "input_unreadable",
    `${path} could not be read (${code}).`,
    "Copy the file to a local disk and run again.",
  );
}

function translateSpool(error: unknown, tempDir: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || error instanceof InputError || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new InputError(
    code === "ENOSPC" || code === "EDQUOT" ? "disk_full" : "temp_not_writable",
    `The input could not be kept in the temporary folder ${tempDir} (${code}).`,
    "Free some space, or set TMPDIR to another folder.",
  );
}
