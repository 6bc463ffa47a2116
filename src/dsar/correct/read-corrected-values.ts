import { UsageError } from "../../model/errors.ts";
import { correctableField } from "../../normalize/corrections/correctable-fields.ts";
import { standardEmail, standardPhone } from "../../normalize/keys/subject-keys.ts";
import { licenseKeys } from "../../normalize/license.ts";
import { toState } from "../../normalize/places/place.ts";

/** A field of the profile and what is right there; "" where there is none. */
export interface CorrectedValue {
  field: string;
  value: string;
}

const longest = 200;

/** Lines `field: value`; nothing of a value is said again where it is wrong. */
export function readCorrectedValues(text: string): CorrectedValue[] {
  const values = new Map<string, string>();
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    const { field, value } = readLine(line, i + 1);
    if (values.has(field)) throw invalid(`says ${field} twice`);
    values.set(field, value);
  });
  if (values.size === 0) throw invalid("says nothing");
  return [...values].map(([field, value]) => ({ field, value }));
}

function readLine(line: string, number: number): CorrectedValue {
  const at = line.indexOf(":");
  if (at === -1) throw invalid(`has a line ${number} that is no \`field: value\``);
  const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  const field = name.replace(
    /^license\.([a-z]{2})$/i,
    (_, state) => `license.${state.toUpperCase()}`,
  );
  if (correctableField(field) === undefined) {
    throw invalid(`names on line ${number} what is no field that can be corrected`);
  }
  if (value === "" && needed.has(field)) throw invalid(`leaves ${field} empty`);
  const form = value === "" ? "" : inForm(field, value);
  if (form === undefined) throw invalid(`has a value of ${field} that cannot be one`);
  return { field, value: form };
}

/** Nobody is without. */
const needed: ReadonlySet<string> = new Set(["name.last"]);

/** The value as profiles have it; undefined for none that can be. */
function inForm(field: string, value: string): string | undefined {
  if (value.length > longest || /\p{Cc}/u.test(value)) return undefined;
  const state = /^license\.(..)$/.exec(field)?.[1];
  if (state !== undefined) return licenseKeys(value, state).length > 0 ? value : undefined;
  const part = field.slice(field.indexOf(".") + 1);
  return (forms[part] ?? ((text) => text))(value);
}

const phone = (text: string) => (standardPhone(text) === "" ? undefined : text);
const oneOf = (pattern: RegExp) => (text: string) => {
  const upper = text.toUpperCase();
  return pattern.test(upper) ? upper : undefined;
};

const forms: Readonly<Record<string, (text: string) => string | undefined>> = {
  email: (text) => (standardEmail(text) === "" ? undefined : text),
  ...{ phone, mobile: phone, fax: phone },
  state: (text) => toState(text) || undefined,
  country: oneOf(/^[A-Z]{2}$/),
  sex: oneOf(/^[FMX]$/),
  specialty: oneOf(/^[0-9A-Z]{9}X$/),
};

function invalid(what: string): UsageError {
  return new UsageError(
    "corrections_invalid",
    `The list of right values ${what}: nothing was done.`,
    "Lines like `practice.phone: 614-555-0101`; docs/corrections.md lists the fields.",
  );
}
