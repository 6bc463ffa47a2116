import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openAtomicFile } from "../../table/files/atomic-file.ts";

interface RunKeyOptions {
  /** Not the one of an earlier try. */
  fresh: boolean;
  unfinished: Set<string>;
}

/**
 * What a service that charges knows a run by. It is on the disk before the first lead is sent,
 * which is before there is a journal: a list's context is estimated from its leads.
 */
export async function runKeyIn(folder: string, options: RunKeyOptions): Promise<string> {
  const path = join(folder, "key");
  const kept = options.fresh ? "" : await readFile(path, "utf8").catch(() => "");
  if (/^[0-9a-f]{32}$/.test(kept)) return kept;
  const key = newRunKey();
  const file = await openAtomicFile(path, { unfinished: options.unfinished });
  try {
    await file.write(Buffer.from(key));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
  return key;
}

export function newRunKey(): string {
  return randomBytes(16).toString("hex");
}
