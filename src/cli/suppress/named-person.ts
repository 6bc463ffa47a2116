import type { Config } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import {
  ghostSubjects,
  keyOfText,
  type SubjectKey,
  type SubjectText,
} from "../../normalize/keys/subject-keys.ts";
import { parsePerson } from "../../suppress/parse-person.ts";
import {
  keyProblems,
  personGhosts,
  personTexts,
  type ToldPerson,
} from "../../suppress/person-keys.ts";
import { readPersonText } from "../files/read-person-text.ts";
import type { Io } from "../io.ts";
import { nameContext } from "./suppression-columns.ts";

/** How an operator names one person: by NPI, or in a file or on standard input. */
export interface NamedPerson {
  npi: string | undefined;
  from: string | undefined;
}

interface NamedKeys {
  keys: SubjectKey[];
  /** Names at places. */
  ghosts: SubjectKey[];
  /** What the keys are of, one for each. */
  values: SubjectText[];
}

/** Somebody's keys; one value that cannot be used is refused, so that none is believed to be kept. */
export async function namedKeys(named: NamedPerson, config: Config, io: Io): Promise<NamedKeys> {
  const person = await readPerson(named, io);
  const { texts: values, problems } = personTexts(person);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new UsageError(
      problem,
      `Nothing was done: ${keyProblems[problem]}.`,
      "Mend it, or leave it away.",
    );
  }
  const ghosts = ghostSubjects(personGhosts(person, nameContext(config)));
  if (values.length + ghosts.length > 0) return { keys: values.map(keyOfText), ghosts, values };
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
  return parsePerson(await readPersonText(from ?? "-", io));
}
