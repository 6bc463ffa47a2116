import { UsageError } from "../../model/errors.ts";
import { parsePerson } from "../../suppress/parse-person.ts";
import type { ToldPerson } from "../../suppress/person-keys.ts";
import { readPersonText } from "../files/read-person-text.ts";
import type { Io } from "../io.ts";

/** How whoever enters a request says whom it is about. */
export interface TypedRequestPerson {
  npi?: string;
  name?: string;
  state?: string;
  emailFile?: string;
  person?: string;
}

export async function readRequestPerson(typed: TypedRequestPerson, io: Io): Promise<ToldPerson> {
  const { npi, name, state, emailFile, person } = typed;
  const isSaid = [npi, name, state, emailFile].some((one) => one !== undefined);
  if (person !== undefined) {
    if (!isSaid) return parsePerson(await readPersonText(person, io));
    throw new UsageError("usage", "--person and other options name a person.", "Keep one of them.");
  }
  if (!isSaid) {
    throw new UsageError(
      "no_person",
      "Nothing says whom the request is about.",
      "Give --npi, --name with --state, --email-file or --person.",
    );
  }
  const email = emailFile === undefined ? [] : [await readPersonText(emailFile, io)];
  return {
    request: {
      id: 1,
      ...(npi === undefined ? {} : { npi }),
      ...(name === undefined ? {} : { name: { full: name } }),
      ...(state === undefined ? {} : { state }),
    },
    emails: email.map((text) => text.trim()),
    phones: [],
  };
}
