import { type FileHandle, open } from "node:fs/promises";
import { systemErrorCode, UsageError } from "../model/errors.ts";
import { refuseShared } from "./shared-file.ts";

/** The key for a search service. The text itself is read when it is needed, and shown nowhere. */
export interface ApiKey {
  /** Who said it: `HEARTBEAT_API_KEY`, a file of the key, or `"api_key" in` the user's file. */
  readonly from: string;
  read(): Promise<string>;
}

export const KEY_VARIABLE = "HEARTBEAT_API_KEY";

/** A key that stands in a variable or in the user's own file. */
export function givenKey(text: string, from: string): ApiKey {
  return { from, read: async () => soundKey(text, from) };
}

/** A file with the key and nothing else; also a pipe, as of `<(pass show heartbeat)`. */
export function keyInFile(path: string): ApiKey {
  return { from: path, read: async () => soundKey(await readKeyFile(path), path) };
}

/** More than any key has. */
const MAX_LENGTH = 4096;

async function readKeyFile(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      refuseShared(await file.stat(), path);
      return await beginningOf(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      "api_key_unreadable",
      `The file of the API key, ${path}, cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
      "Check its name and its permissions.",
    );
  }
}

/** A little more than a key may have, and no more of what may have no end. */
async function beginningOf(file: FileHandle): Promise<string> {
  const buffer = Buffer.alloc(MAX_LENGTH + 3);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.toString("latin1", 0, filled);
}

function soundKey(text: string, from: string): string {
  const key = text.replace(/\r?\n$/, "");
  const fault = faultOf(key);
  if (fault === undefined) return key;
  throw new UsageError(
    "api_key_invalid",
    `The API key of ${from} ${fault}.`,
    "Put there the key alone, as plain text, as the service gave it to you.",
  );
}

function faultOf(key: string): string | undefined {
  if (key === "") return "is empty";
  if (key.length > MAX_LENGTH) return "is longer than a key can be";
  if (!/^[\x20-\x7e\r\n]+$/.test(key)) return "holds a character that no key has";
  if (/[\r\n]/.test(key)) return "has several lines";
  if (key.includes(" ")) return "holds a blank";
  return undefined;
}
