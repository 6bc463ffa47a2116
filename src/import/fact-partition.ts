import { createReadStream } from "node:fs";
import { appendFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemErrorCode } from "../model/errors.ts";
import { workFolderFailed } from "./source-errors.ts";

/** A file of lines whose NPIs (their first ten characters) lie in `from` up to before `to`. */
export interface FactPart {
  path: string;
  from: number;
  to: number;
  bytes: number;
}

/** Spreads lines over files by NPI range, so that each can be sorted in memory. */
export interface FactPartition {
  add(npi: number, line: string): void;
  /** Writes what is held, once it is worth writing. To be awaited now and then. */
  relieve(): Promise<void>;
  /** Writes the rest; the parts that have lines, in ascending NPI order. */
  finish(): Promise<FactPart[]>;
}

/** The real file fills half of them, with 20 MB each. */
const PARTS = 512;
/** Characters held in memory before they are written. */
const HOLD = 16 * 1024 * 1024;

/** `name` keeps the files of several partitions in one folder apart. */
export function createFactPartition(
  folder: string,
  name: string,
  from: number,
  to: number,
): FactPartition {
  const width = Math.ceil((to - from) / PARTS);
  const parts = Array.from({ length: PARTS }, (_, index) => ({
    path: join(folder, `${name}-${index}`),
    from: from + index * width,
    to: Math.min(to, from + (index + 1) * width),
    bytes: 0,
    lines: [] as string[],
  }));
  let held = 0;
  const write = async (): Promise<void> => {
    held = 0;
    for (const part of parts) {
      if (part.lines.length === 0) continue;
      const bytes = Buffer.from(part.lines.join(""));
      part.lines = [];
      part.bytes += bytes.length;
      await append(part.path, bytes);
    }
  };
  return {
    add(npi, line) {
      const index = Math.floor((npi - from) / width);
      parts[Math.min(Math.max(index, 0), PARTS - 1)]?.lines.push(line);
      held += line.length;
    },
    async relieve() {
      if (held >= HOLD) await write();
    },
    async finish() {
      await write();
      return parts
        .filter((part) => part.bytes > 0)
        .map(({ path, from, to, bytes }) => ({ path, from, to, bytes }));
    },
  };
}

/** The lines of a part, each with its line break. */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = "";
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024, encoding: "utf8" });
  for await (const chunk of stream) {
    const text = rest + String(chunk);
    let at = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", at)) {
      yield text.slice(at, end + 1);
      at = end + 1;
    }
    rest = text.slice(at);
  }
}

async function append(path: string, bytes: Buffer): Promise<void> {
  try {
    await appendFile(path, bytes, { mode: 0o600 });
  } catch (error) {
    throw workFolderFailed(dirname(path), systemErrorCode(error) ?? "unknown error");
  }
}
