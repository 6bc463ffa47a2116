import { Buffer } from "node:buffer";
import {
  access,
  constants,
  type FileHandle,
  link,
  lstat,
  open,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname } from "node:path";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import { placeOf } from "./place-of.ts";
import { temporaryBeside } from "./temporary-name.ts";

/** Where an output's bytes go. `finish` or `abort` ends it. */
export interface OutputFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Has everything so far on the disk, so that `finish` needs no more room. */
  settle(): Promise<void>;
  /** Puts the whole output in place, durably. */
  finish(): Promise<void>;
  /** Leaves no trace; what was at the path before is still there. May be called at any time. */
  abort(): Promise<void>;
}

/** For whoever keeps an account of what is written. */
export interface OutputWatch {
  /** Sees every byte, in order. */
  onBytes?: (bytes: Uint8Array) => void;
  /**
   * Awaited when all bytes are written and before they are in place; where it fails, the output
   * does too.
   */
  beforeInPlace?: () => Promise<void>;
}

export interface AtomicFileOptions extends OutputWatch {
  /** Never replace what is at the path by then: InputError `output_appeared`. */
  keepExisting?: boolean;
  /** Holds the file's path until it is finished, for whoever has to leave at once. */
  unfinished?: Set<string>;
  /** Who may read and write it stays what it was, where a file is there already. */
  keepsMode?: boolean;
}

/**
 * A file that appears at `path` whole or not at all: it is written beside it (0600), synced, and
 * renamed over it. A symbolic link at `path` stays, and what it leads to is made or replaced. A
 * device or pipe is written to directly, as nothing can replace it.
 */
export async function openAtomicFile(
  path: string,
  options: AtomicFileOptions = {},
): Promise<OutputFile> {
  try {
    const { target, direct } = await locate(path);
    return direct
      ? await openDirect(target, path, options)
      : await openBeside(target, path, options);
  } catch (error) {
    throw translateWrite(error, path);
  }
}

/** Throws what `openAtomicFile` would, as far as it can be told before there is anything to write. */
export async function requireWritable(path: string): Promise<void> {
  try {
    const { target, direct } = await locate(path);
    // With the dot a file in the place of the folder is none.
    await access(direct ? target : `${dirname(target)}/.`, constants.W_OK);
  } catch (error) {
    throw translateWrite(error, path);
  }
}

const lateFaults: readonly string[] = ["ENAMETOOLONG", "ELOOP"];

/** Where the bytes go in the end, and whether nothing can stand beside it. */
async function locate(path: string): Promise<{ target: string; direct: boolean }> {
  const target = await placeOf(path);
  const present = await stat(target).catch((error: unknown) => {
    // A file beside it could be made, and would only fail, or replace a link, when it gets its name.
    if (lateFaults.includes(systemErrorCode(error) ?? "")) throw error;
    return undefined;
  });
  if (present?.isDirectory()) throw notWritable(path, "it is a folder");
  if (present === undefined && (await leadsNowhere(path, target))) {
    throw notWritable(path, "it is a link into a folder that does not exist");
  }
  return { target, direct: present !== undefined && !present.isFile() };
}

async function leadsNowhere(path: string, target: string): Promise<boolean> {
  if (!(await lstat(path).catch(() => undefined))?.isSymbolicLink()) return false;
  return (await stat(dirname(target)).catch(() => undefined)) === undefined;
}

async function openBeside(
  target: string,
  path: string,
  { keepExisting = false, unfinished, keepsMode, onBytes, beforeInPlace }: AtomicFileOptions,
): Promise<OutputFile> {
  const folder = dirname(target);
  const temporary = temporaryBeside(target);
  const before = keepsMode === true ? await stat(target).catch(() => undefined) : undefined;
  // Before it is there: a process told to leave while the file is being made must know of it.
  unfinished?.add(temporary);
  const handle = await open(temporary, "wx", 0o600);
  const buffered = createBuffered(handle, onBytes);
  let done = false;

  async function abort(): Promise<void> {
    if (done) return;
    done = true;
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    unfinished?.delete(temporary);
  }

  return {
    write: (bytes) => buffered.write(bytes).catch(fail(path)),
    async settle() {
      await buffered.flush().catch(fail(path));
      await handle.sync().catch(fail(path));
    },
    async finish() {
      try {
        await buffered.flush();
        if (before !== undefined) await handle.chmod(before.mode & 0o777);
        await handle.sync();
        await handle.close();
        await beforeInPlace?.();
        if (keepExisting) await moveIntoFreePlace(temporary, target, path);
        else await rename(temporary, target);
        done = true;
        unfinished?.delete(temporary);
        await syncFolder(folder);
      } catch (error) {
        await abort();
        throw translateWrite(error, path);
      }
    },
    abort,
  };
}

/** Errors of file systems that know no hard links. */
const unlinkable: readonly string[] = ["ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EPERM"];

/** A hard link, unlike a rename, fails where something is. */
async function moveIntoFreePlace(from: string, to: string, path: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = systemErrorCode(error) ?? "";
    if (code === "EEXIST") throw appeared(path);
    if (!unlinkable.includes(code)) throw error;
    if ((await stat(to).catch(() => undefined)) !== undefined) throw appeared(path);
    await rename(from, to);
    return;
  }
  await rm(from, { force: true });
}

function appeared(path: string): InputError {
  return new InputError(
    "output_appeared",
    `${path} was made by somebody else during the run and was left alone; this run's output is not kept.`,
    "Run again with another place to write, or with --force.",
  );
}

async function openDirect(
  target: string,
  path: string,
  { onBytes, beforeInPlace }: OutputWatch,
): Promise<OutputFile> {
  const handle = await open(target, "w");
  const buffered = createBuffered(handle, onBytes);
  let done = false;
  return {
    write: (bytes) => buffered.write(bytes).catch(fail(path)),
    settle: () => buffered.flush().catch(fail(path)),
    async finish() {
      await buffered.flush().catch(fail(path));
      await beforeInPlace?.();
      done = true;
      await handle.close().catch(fail(path));
    },
    async abort() {
      if (done) return;
      done = true;
      await handle.close().catch(() => undefined);
    },
  };
}

const bufferBytes = 256 << 10;

/** Many small writes as few large ones. */
function createBuffered(
  handle: FileHandle,
  onBytes: OutputWatch["onBytes"],
): {
  write(bytes: Uint8Array): Promise<void>;
  flush(): Promise<void>;
} {
  let parts: Uint8Array[] = [];
  let size = 0;
  async function flush(): Promise<void> {
    const bytes = Buffer.concat(parts);
    parts = [];
    size = 0;
    for (let from = 0; from < bytes.length; ) {
      from += (await handle.write(bytes, from)).bytesWritten;
    }
  }
  return {
    async write(bytes) {
      onBytes?.(bytes);
      parts.push(bytes);
      size += bytes.length;
      if (size >= bufferBytes) await flush();
    },
    flush,
  };
}

/** Errors of folders that may be written to and not opened or synced; the file itself is synced. */
const unsyncable: readonly string[] = ["EACCES", "EINVAL", "EISDIR", "ENOTSUP", "EPERM"];

/** Has the names of a folder's files on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, "r");
    await handle.sync();
  } catch (error) {
    if (!unsyncable.includes(systemErrorCode(error) ?? "")) throw error;
  } finally {
    await handle?.close();
  }
}

function fail(path: string): (error: unknown) => never {
  return (error) => {
    throw translateWrite(error, path);
  };
}

function translateWrite(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || error instanceof InputError || !/^E[A-Z0-9]+$/.test(code)) return error;
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") {
    return new InputError(
      "disk_full",
      `There is no room left to write ${path}; what was there before is untouched.`,
      "Free some space, or write to another disk.",
    );
  }
  return notWritable(path, causes[code] ?? code);
}

const causes: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder is a file",
  EIO: "the disk reports an error",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "it is a link that leads back to itself",
};

function notWritable(path: string, why: string): InputError {
  return new InputError(
    "output_not_writable",
    `${path} cannot be written: ${why}.`,
    "Choose another place to write.",
  );
}
