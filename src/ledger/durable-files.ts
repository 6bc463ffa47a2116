import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { systemErrorCode } from "../model/errors.ts";

/** A new file (0600), on the disk when this returns. */
export function writeDurably(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const blockBytes = 1 << 20;

/** The same with the bytes of another; returns their SHA-256, hex. */
export function copyDurably(from: string, to: string): string {
  const source = openSync(from, "r");
  try {
    const target = openSync(to, "wx", 0o600);
    try {
      const sha256 = eachBlock(source, (block) => writeSync(target, block));
      fsyncSync(target);
      return sha256;
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

/** SHA-256 of a file that is synced on the way; hex. */
export function hashDurably(path: string): { sha256: string; bytes: number } {
  const file = openSync(path, "r+");
  try {
    let bytes = 0;
    const sha256 = eachBlock(file, (block) => {
      bytes += block.length;
    });
    fsyncSync(file);
    return { sha256, bytes };
  } finally {
    closeSync(file);
  }
}

function eachBlock(file: number, onBlock: (block: Buffer) => void): string {
  const digest = createHash("sha256");
  const buffer = Buffer.allocUnsafe(blockBytes);
  for (;;) {
    const read = readSync(file, buffer, 0, blockBytes, null);
    if (read === 0) return digest.digest("hex");
    const block = buffer.subarray(0, read);
    digest.update(block);
    onBlock(block);
  }
}

/** Errors of folders that may be written to and not opened or synced; the file itself is synced. */
const unsyncable: readonly string[] = ["EACCES", "EINVAL", "EISDIR", "ENOTSUP", "EPERM"];

/** That a file is in a folder outlives a power cut, too. */
export function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, "r");
    fsyncSync(folder);
  } catch (error) {
    if (!unsyncable.includes(systemErrorCode(error) ?? "")) throw error;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
