import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { HeartbeatError, systemErrorCode } from "../model/errors.ts";
import { malformed, notUnpackable, unreadable } from "./source-errors.ts";

export interface ZipMember {
  /** Path inside the zip. */
  name: string;
  /** Unpacked. */
  bytes: number;
}

/** Far more than any public source has; a listing beyond it is not a download of theirs. */
const MAX_MEMBERS = 10_000;

/** The files inside a zip, without folders. `file` is how messages call it. */
export async function listZipMembers(path: string, file: string): Promise<ZipMember[]> {
  return withZip(path, file, async (zip) => {
    const members: ZipMember[] = [];
    const seen = new Set<string>();
    for await (const entry of zip.eachEntry()) {
      if (members.length >= MAX_MEMBERS) throw malformed(file, 0, "the zip has too many members");
      if (entry.fileName.endsWith("/")) continue;
      if (seen.has(entry.fileName)) {
        throw notUnpackable(file, `two of its members are called ${entry.fileName}`);
      }
      seen.add(entry.fileName);
      members.push({ name: entry.fileName, bytes: entry.uncompressedSize });
    }
    return members;
  });
}

/**
 * Streams one member unpacked. Its length and CRC are checked against the zip's directory, so a
 * damaged download fails instead of giving other bytes.
 */
export async function* readZipMember(
  path: string,
  file: string,
  name: string,
): AsyncGenerator<Uint8Array> {
  const zip = await openZip(path, file);
  try {
    const entry = await findEntry(zip, name);
    if (entry === undefined) throw malformed(file, 0, `the zip has no member ${name}`);
    refuseUnreadable(entry, file);
    let sum = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      const bytes: Uint8Array = chunk;
      sum = crc32(bytes, sum);
      yield bytes;
    }
    if (sum !== entry.crc32) throw malformed(file, 0, `the member ${name} is damaged (checksum)`);
  } catch (error) {
    throw translate(error, file);
  } finally {
    zip.close();
  }
}

const STORED = 0;
const DEFLATED = 8;

/** Windows packs large files in a way of its own (Deflate64); the zip is whole all the same. */
function refuseUnreadable(entry: Entry, file: string): void {
  if (entry.isEncrypted()) throw notUnpackable(file, "it is protected by a password");
  const { compressionMethod: method } = entry;
  if (method !== STORED && method !== DEFLATED) {
    throw notUnpackable(file, `it is compressed by method ${method}, which is not known here`);
  }
}

async function findEntry(zip: ZipFile, name: string): Promise<Entry | undefined> {
  for await (const entry of zip.eachEntry()) if (entry.fileName === name) return entry;
  return undefined;
}

async function withZip<T>(path: string, file: string, use: (zip: ZipFile) => Promise<T>) {
  const zip = await openZip(path, file);
  try {
    return await use(zip);
  } catch (error) {
    throw translate(error, file);
  } finally {
    zip.close();
  }
}

async function openZip(path: string, file: string): Promise<ZipFile> {
  const { default: yauzl } = await import("yauzl");
  try {
    return await yauzl.openPromise(path, { autoClose: false, lazyEntries: true });
  } catch (error) {
    throw translate(error, file);
  }
}

/** yauzl and zlib say what is wrong in words of the format; a user needs to know the file only. */
function translate(error: unknown, file: string): unknown {
  if (error instanceof HeartbeatError) return error;
  const code = systemErrorCode(error);
  if (code !== undefined && !code.startsWith("Z_") && !code.startsWith("ERR_")) {
    return unreadable(file, code);
  }
  return error instanceof Error ? malformed(file, 0, "the zip is damaged or incomplete") : error;
}
