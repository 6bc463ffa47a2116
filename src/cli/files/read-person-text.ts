import { readFile } from "node:fs/promises";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import type { Io } from "../io.ts";
import { pathIn } from "./output-path.ts";
import { readStdin } from "./read-stdin.ts";

/** More is no description of one person. */
const longest = 64 * 1024;

/** How whoever types it is asked. */
interface Words {
  ask: string;
  example: string;
}

const whoIsIt: Words = {
  ask: "Say who: lines like `email: jane@example.com`, then Ctrl-D.",
  example: "email: jane@example.com",
};

/**
 * What a file or standard input says of one person, which never stands in an argument.
 *
 * @param from path, or `-`
 */
export async function readPersonText(
  from: string,
  io: Io,
  { ask, example }: Words = whoIsIt,
): Promise<string> {
  const path = pathIn(io.cwd, from);
  if (path !== "-") {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      throw new InputError(
        "person_unreadable",
        `${path} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
        `Name a file with lines like \`${example}\`, or \`-\` for standard input.`,
      );
    });
    if (text.length > longest) throw tooLong();
    return text;
  }
  if (io.stdin.isTTY === true) io.speech.say(ask);
  const bytes = await readStdin(io, longest);
  if (bytes.length > longest) throw tooLong();
  return bytes.toString();
}

function tooLong(): UsageError {
  return new UsageError(
    "person_invalid",
    "The person's description is longer than any.",
    "For a list: heartbeat suppress import FILE",
  );
}
