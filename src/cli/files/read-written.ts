import type { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import type { Io } from "../io.ts";
import { pathIn } from "./output-path.ts";
import { readStdin } from "./read-stdin.ts";

/** More is no note, reason or ground. */
const longest = 64 * 1024;

/**
 * What compliance staff wrote of a request, from a file or standard input: it may tell of people, so it
 * never stands in an argument.
 *
 * @param from path, or `-`
 * @param option the one that names it
 */
export async function readWritten(from: string, option: string, io: Io): Promise<string> {
  const bytes = from === "-" ? await typed(option, io) : await stored(from, option, io);
  const text = decoded(bytes)
    ?.replace(/^\uFEFF/, "")
    .trim();
  if (text === undefined || text.includes("\0") || bytes.length > longest) {
    throw new UsageError(
      "text_invalid",
      `What ${option} names is no text, or longer than ${longest / 1024} KiB.`,
      "Give a plain text in UTF-8.",
    );
  }
  if (text !== "") return text;
  throw new UsageError("text_empty", `What ${option} names is empty.`, "Write something in it.");
}

async function stored(from: string, option: string, { cwd }: Io): Promise<Buffer> {
  return readFile(pathIn(cwd, from)).catch((error: unknown) => {
    throw new InputError(
      "text_unreadable",
      `The file of ${option} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
      "Name a text file, or `-` for standard input.",
    );
  });
}

async function typed(option: string, io: Io): Promise<Buffer> {
  if (io.stdin.isTTY === true) io.speech.say(`Write the text of ${option}, then Ctrl-D.`);
  return readStdin(io, longest);
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
