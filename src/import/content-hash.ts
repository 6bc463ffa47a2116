import { createHash } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { ImportDeps } from "./import-release.ts";
import { openSource } from "./source-stream.ts";

export interface ContentHash {
  /** Hex. */
  sha256: string;
  /** Whether the file still looks as it did when it was hashed. */
  isUnchanged(): Promise<boolean>;
}

/** Below this size hashing costs less than being wrong about a file. */
const ALWAYS_HASHED = 64 * 1024 * 1024;

/**
 * Hash of a file's content. For a large file that has not been touched since (inode, size, and
 * both times to the nanosecond) the hash noted in `cacheDir` is taken instead of reading it again.
 */
export async function contentHash(
  file: string,
  {
    cacheDir,
    signal,
    onProgress,
  }: Pick<ImportDeps, "signal" | "onProgress"> & { cacheDir: string },
): Promise<ContentHash> {
  const mark = await fileMark(file);
  const isUnchanged = async () => (await fileMark(file)).text === mark.text;
  const note = join(cacheDir, "hashes", hashOf(resolve(file)));
  const isLarge = mark.bytes > ALWAYS_HASHED;
  if (isLarge) {
    const noted = await readNote(note, mark.text);
    if (noted !== undefined) return { sha256: noted, isUnchanged };
  }
  let bytesDone = 0;
  const stream = openSource(
    { path: file, file: basename(file) },
    {
      signal,
      onBytes: (bytes) => {
        bytesDone += bytes;
        const bytesTotal = mark.bytes;
        onProgress?.({ step: "hash", file: basename(file), bytesDone, bytesTotal, rows: 0 });
      },
    },
  );
  for await (const chunk of stream.chunks) void chunk;
  const sha256 = stream.sha256();
  if (isLarge && (await isUnchanged())) await writeNote(note, `${mark.text} ${sha256}\n`);
  return { sha256, isUnchanged };
}

async function fileMark(file: string): Promise<{ text: string; bytes: number }> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
  return { text: `${ino}-${size}-${mtimeNs}-${ctimeNs}`, bytes: Number(size) };
}

async function readNote(path: string, mark: string): Promise<string | undefined> {
  const note = await readFile(path, "utf8").catch(() => "");
  const match = /^(\S+) ([0-9a-f]{64})\n$/.exec(note);
  return match?.[1] === mark ? match[2] : undefined;
}

/** Only a shortcut: a note that cannot be written costs another reading. */
async function writeNote(path: string, text: string): Promise<void> {
  try {
    await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch {
    return;
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
