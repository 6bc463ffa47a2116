import { UsageError } from "../model/errors.ts";
import { fieldPairs } from "./field-pairs.ts";
import type { ToldPerson } from "./person-keys.ts";

/** By what an operator names one person. */
const personFields = [
  "npi",
  "license",
  "license_state",
  "email",
  "phone",
  "first_name",
  "last_name",
  "full_name",
  "city",
  "state",
  "zip",
] as const;

type PersonField = (typeof personFields)[number];

/** Of these somebody may have several. */
const several: ReadonlySet<PersonField> = new Set(["email", "phone"]);

/** `field: value` lines, or the same as JSON; nothing of it is said again where it is wrong. */
export function parsePerson(text: string): ToldPerson {
  const values = new Map<PersonField, string[]>();
  for (const [name, value] of fieldPairs(text, invalid)) {
    const field = personFields.find((known) => known === name);
    if (field === undefined) {
      throw invalid("names something that is no field of a person");
    }
    if (value === "") continue;
    const others = values.get(field) ?? [];
    if (others.length > 0 && !several.has(field)) throw invalid(`says ${field} twice`);
    values.set(field, [...others, value]);
  }
  if (values.size === 0) throw invalid("says nothing");
  return toPerson((field) => values.get(field) ?? []);
}

function toPerson(valuesOf: (field: PersonField) => readonly string[]): ToldPerson {
  const one = <Name extends string>(field: PersonField, name: Name) => {
    const [value] = valuesOf(field);
    return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
  };
  const name = {
    ...one("full_name", "full"),
    ...one("first_name", "first"),
    ...one("last_name", "last"),
  };
  const [number] = valuesOf("license");
  return {
    request: {
      id: 1,
      ...one("npi", "npi"),
      ...(Object.keys(name).length === 0 ? {} : { name }),
      ...(number === undefined ? {} : { license: { number, ...one("license_state", "state") } }),
      ...one("city", "city"),
      ...one("state", "state"),
      ...one("zip", "zip"),
    },
    emails: valuesOf("email"),
    phones: valuesOf("phone"),
  };
}

function invalid(what: string): UsageError {
  return new UsageError(
    "person_invalid",
    `The person's description ${what}.`,
    `Lines like \`email: jane@example.com\`, or a JSON object. Fields: ${personFields.join(", ")}.`,
  );
}
