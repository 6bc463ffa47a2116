import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { Config } from "../config.ts";
import { InputError, systemErrorCode, UsageError } from "../model/errors.ts";
import { ghostSubjects, type SubjectKey } from "../normalize/subject-keys.ts";
import { parsePerson } from "../suppress/parse-person.ts";
import { keyProblems, personGhosts, personKeys, type ToldPerson } from "../suppress/person-keys.ts";
import type { Io } from "./io.ts";
import { pathIn } from "./output-path.ts";
import { nameContext } from "./suppression-columns.ts";

/** How an operator names one person: by NPI, or in a file or on standard input. */
export interface NamedPerson {
  npi: string | undefined;
  from: string | undefined;
}

/** More is no description of one person. */
const longest = 64 * 1024;

/** Somebody's keys; one value that cannot be used is refused, so that none is believed to be kept. */
export async function namedKeys(
  named: NamedPerson,
  config: Config,
  io: Io,
): Promise<{ keys: SubjectKey[]; ghosts: SubjectKey[] }> {
  const person = await readPerson(named, io);
  const { keys, problems } = personKeys(person);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new UsageError(
      problem,
      `Nothing was done: ${keyProblems[problem]}.`,
      "Mend it, or leave it away.",
    );
  }
  const ghosts = ghostSubjects(personGhosts(person, nameContext(config)));
  if (keys.length + ghosts.length > 0) return { keys, ghosts };
  throw new UsageError(
    "no_key",
    "Nothing here tells the person from others.",
    "Say an NPI, an e-mail address, a telephone number, a license with its state, or a name with its ZIP or its city and state.",
  );
}

async function readPerson({ npi, from }: NamedPerson, io: Io): Promise<ToldPerson> {
  if (npi !== undefined) {
    if (from === undefined) return { request: { id: 1, npi }, emails: [], phones: [] };
    throw new UsageError("usage", "--npi and --from both name a person.", "Keep one of them.");
  }
  return parsePerson(await textOf(from ?? "-", io));
}

async function textOf(from: string, io: Io): Promise<string> {
  const path = pathIn(io.cwd, from);
  if (path !== "-") {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      throw new InputError(
        "person_unreadable",
        `${path} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
        "Name a file with lines like `email: jane@example.com`, or `-` for standard input.",
      );
    });
    if (text.length > longest) throw tooLong();
    return text;
  }
  if (io.stdin.isTTY === true) {
    io.speech.say("Say who: lines like `email: jane@example.com`, then Ctrl-D.");
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size > longest) throw tooLong();
  }
  return Buffer.concat(chunks).toString();
}

function tooLong(): UsageError {
  return new UsageError(
    "person_invalid",
    "The person's description is longer than any.",
    "For a list: heartbeat suppress import FILE",
  );
}
