import type { PersonName } from "../../model/profile.ts";
import { addressField, addressParts } from "./address-field.ts";
import { contactField, correctableContacts } from "./contact-field.ts";
import type { CorrectableField } from "./correctable-field.ts";
import { licenseField } from "./license-field.ts";
import { present, sameWords, withPart } from "./parts.ts";
import { specialtyField } from "./specialty-field.ts";

const nameParts = ["prefix", "first", "middle", "last", "suffix", "credential"] as const;

const sexField: CorrectableField = {
  values: ({ sex }) => present(sex),
  isSame: sameWords,
  put: (profile, value) => withPart(profile, "sex", value),
};

const fields: ReadonlyMap<string, CorrectableField> = new Map([
  ...nameParts.map((part) => [`name.${part}`, nameField(part)] as const),
  ["sex", sexField] as const,
  ["specialty", specialtyField] as const,
  ...(["practice", "mailing"] as const).flatMap((kind) =>
    addressParts.map((part) => [`${kind}.${part}`, addressField(kind, part)] as const),
  ),
  ...correctableContacts.map((kind) => [kind, contactField(kind)] as const),
]);

/** Of a licence: `license.TX`, the number that is held in that state. */
const ofLicense = /^license\.([A-Z]{2})$/;

/** @param path as in a correction; undefined for what nobody can have corrected */
export function correctableField(path: string): CorrectableField | undefined {
  const state = ofLicense.exec(path)?.[1];
  return state === undefined ? fields.get(path) : licenseField(state);
}

/** Every path but those of licences, which are one for each state. */
export function correctablePaths(): string[] {
  return [...fields.keys()];
}

function nameField(part: keyof PersonName): CorrectableField {
  return {
    values: ({ name }) => present(name[part]),
    isSame: sameWords,
    put: (profile, value) => ({ ...profile, name: withPart(profile.name, part, value) }),
  };
}
