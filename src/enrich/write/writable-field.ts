import type { Profile } from "../../model/profile.ts";
import type { CatalogueField } from "../cells/catalogue-field.ts";
import { fieldCatalogue } from "../cells/field-catalogue.ts";
import { addressOf } from "../cells/profile-text.ts";

/** What a column of the list can hold for us to have a value for it. */
export const writableFields = [
  "npi",
  "full_name",
  "first_name",
  "middle_name",
  "last_name",
  "suffix",
  "credential",
  "specialty",
  "sex",
  "license_number",
  "license_state",
  "address",
  "address_2",
  "city",
  "state",
  "zip",
  "phone",
  "mobile",
  "fax",
  "email",
  "company",
  "title",
] as const;

export type WritableField = (typeof writableFields)[number];

/** Whose cells of a row belong together: they get a value all from one address, one license. */
export type CellSet = "practice" | "mailing" | "license";

/** Fields of one address. */
export const addressParts = ["address", "address_2", "city", "state", "zip"] as const;

/** A text that is had from a profile; named as in the catalogue, or by a name of its own. */
export type ProfileValue = Pick<CatalogueField, "name" | "value" | "corrects">;

/** How often a ranked column of the catalogue is looked for: `hb_email`, `hb_email_2` … */
const mostRanks = 9;

/**
 * The values for a column of this field, the best first; empty where we have none. For most it is a
 * column of the catalogue, so that a cell gets what the `hb_` column of the same row says.
 *
 * @param hasSecondLine whether suites have a column of their own in the list
 */
export function valuesFor(
  field: WritableField,
  set: CellSet | undefined,
  hasSecondLine: boolean,
): readonly ProfileValue[] {
  const own = ownValues[field];
  if (own !== undefined) return [own];
  if (set === "practice" || set === "mailing") return addressValue(field, set, hasSecondLine);
  return namesOf(field).flatMap((name) => inCatalogue(name));
}

/** What an address is as a whole, by which it is told whether cells of a row are of it. */
export function valuesOfSet(set: CellSet | undefined): readonly ProfileValue[] {
  if (set === undefined || set === "license") return [];
  const parts = ["address", "city", "state", "zip"];
  return parts.flatMap((part) => inCatalogue(`hb_${set}_${part}`));
}

function namesOf(field: WritableField): readonly string[] {
  if (field === "license_number" || field === "license_state") return ["hb_licenses"];
  const name = `hb_${field}`;
  return [name, ...Array.from({ length: mostRanks - 1 }, (_, i) => `${name}_${i + 2}`)];
}

function addressValue(
  field: WritableField,
  kind: "practice" | "mailing",
  hasSecondLine: boolean,
): ProfileValue[] {
  const line = field === "address" ? "line1" : field === "address_2" ? "line2" : undefined;
  if (line === undefined || !hasSecondLine) return inCatalogue(`hb_${kind}_${field}`);
  return [
    {
      name: `${kind} ${field}`,
      corrects: [`${kind}.${line}`],
      value: (profile: Profile) => addressOf(profile, kind)?.[line] ?? "",
    },
  ];
}

function inCatalogue(name: string): ProfileValue[] {
  return fieldCatalogue.filter((field) => field.name === name);
}

const ownValues: Partial<Record<WritableField, ProfileValue>> = {
  npi: { name: "npi", value: ({ npi }) => npi },
  full_name: {
    name: "full_name",
    corrects: ["name.first", "name.last"],
    value: ({ name: { first, last } }) =>
      first === undefined || last === undefined ? "" : `${first} ${last}`,
  },
};
