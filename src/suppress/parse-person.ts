import { UsageError } from "../model/errors.ts";
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
  if (/[\0\ufffd]/.test(text)) throw invalid("is no text in UTF-8");
  const pairs = text.trimStart().startsWith("{") ? pairsOfJson(text) : pairsOfLines(text);
  const values = new Map<PersonField, string[]>();
  for (const { name, value, where } of pairs) {
    const field = personFields.find((known) => known === fold(name));
    if (field === undefined) {
      throw invalid(`names something that is no field of a person${where}`);
    }
    if (value.trim() === "") continue;
    const others = values.get(field) ?? [];
    if (others.length > 0 && !several.has(field)) throw invalid(`says ${field} twice${where}`);
    values.set(field, [...others, value.trim()]);
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

/** A value as it was told. */
interface Told {
  name: string;
  value: string;
  /** ` (line 3)`, for a message; empty in JSON. */
  where: string;
}

function pairsOfLines(text: string): Told[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === "") return [];
    const where = ` (line ${i + 1})`;
    const at = line.indexOf(":");
    if (at === -1) throw invalid(`has a line that is no \`field: value\`${where}`);
    return { name: line.slice(0, at), value: line.slice(at + 1), where };
  });
}

function pairsOfJson(text: string): Told[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid("is no JSON");
  }
  return Object.entries(parsed as object).flatMap(([name, value]) =>
    [value].flat().map((one: unknown): Told => {
      if (typeof one !== "string" && typeof one !== "number")
        throw invalid("has a value that is neither text nor number");
      return { name, value: String(one), where: "" };
    }),
  );
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

function invalid(what: string): UsageError {
  return new UsageError(
    "person_invalid",
    `The person's description ${what}.`,
    `Lines like \`email: jane@example.com\`, or a JSON object. Fields: ${personFields.join(", ")}.`,
  );
}
