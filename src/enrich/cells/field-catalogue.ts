import type { AddressKind, Profile } from "../../model/profile.ts";
import { primaryTaxonomy } from "../../normalize/specialties/primary-taxonomy.ts";
import type { CatalogueField } from "./catalogue-field.ts";
import { derivedOrigin, recordOrigin } from "./cell-origin.ts";
import { contactFields } from "./contact-fields.ts";
import {
  addressOf,
  doNotContactText,
  licenseStatesText,
  licensesText,
  otherNamesText,
  streetText,
  taxonomyCodesText,
  yesNo,
  zipText,
} from "./profile-text.ts";

/** Columns that every output has, before the profile's fields. */
export const alwaysColumns: readonly { name: string; says: string }[] = [
  { name: "hb_status", says: "what was found for the row: one of eight statuses" },
  {
    name: "hb_confidence",
    says: "probability that the best candidate is the person, 0 to 1, four decimals",
  },
  { name: "hb_reason", says: "why, as `code: words`" },
  {
    name: "hb_matched_on",
    says: "what agreed: `npi`, `license`, `phone`, `name+zip` …; `decision` where a person decided",
  },
  { name: "hb_npi", says: "the NPI, only when `matched`" },
  {
    name: "hb_candidates",
    says: "for `ambiguous`, `no_match` and `conflict`, up to five as `npi:confidence`, best first",
  },
  {
    name: "hb_duplicate_of",
    says: "number of the first row with the same lead, or with `--dedupe` of the same person",
  },
];

export const fieldCatalogue: readonly CatalogueField[] = [
  {
    name: "hb_first_name",
    says: "first name on file",
    presets: ["default", "identity"],
    corrects: ["name.first"],
    value: ({ name }) => name.first ?? "",
  },
  {
    name: "hb_middle_name",
    says: "middle name or initial on file",
    presets: ["default", "identity"],
    corrects: ["name.middle"],
    value: ({ name }) => name.middle ?? "",
  },
  {
    name: "hb_last_name",
    says: "surname on file",
    presets: ["default", "identity"],
    corrects: ["name.last"],
    value: ({ name }) => name.last ?? "",
  },
  {
    name: "hb_suffix",
    says: "JR, III and the like",
    presets: ["identity"],
    corrects: ["name.suffix"],
    value: ({ name }) => name.suffix ?? "",
  },
  {
    name: "hb_credential",
    says: "credential as the person wrote it: M.D., APRN …",
    presets: ["default", "identity", "professional"],
    corrects: ["name.credential"],
    value: ({ name }) => name.credential ?? "",
  },
  {
    name: "hb_other_names",
    says: "former, professional and other names, each with its kind",
    presets: ["identity"],
    value: otherNamesText,
    origin: (profile, { source }) => recordOrigin(profile, "other_names", source),
  },
  {
    name: "hb_sex",
    says: "F, M or X as on file",
    presets: ["identity"],
    corrects: ["sex"],
    value: ({ sex }) => sex ?? "",
  },
  {
    name: "hb_entity",
    says: "`individual` or `organization`",
    presets: ["identity"],
    value: ({ entity }) => entity,
  },
  {
    name: "hb_organization_name",
    says: "legal business name, organizations only",
    presets: ["identity"],
    value: ({ organization_name }) => organization_name ?? "",
  },
  {
    name: "hb_specialty",
    says: "the taxonomy of all that says most, in words",
    presets: ["default", "professional"],
    corrects: ["specialty"],
    value: (profile, { specialtyName }) => {
      const code = primaryTaxonomy(profile.taxonomies)?.code;
      return code === undefined ? "" : specialtyName(code);
    },
  },
  {
    name: "hb_taxonomy_codes",
    says: "all NUCC taxonomy codes, in the order on file",
    presets: ["professional"],
    corrects: ["specialty"],
    value: taxonomyCodesText,
  },
  {
    name: "hb_licenses",
    says: "state licenses as `STATE:NUMBER`, as on file",
    presets: ["professional"],
    corrects: ["license"],
    value: licensesText,
  },
  {
    name: "hb_license_states",
    says: "states with a license on file",
    presets: ["default", "professional"],
    corrects: ["license"],
    value: licenseStatesText,
  },
  {
    name: "hb_sole_proprietor",
    says: "`yes` or `no`",
    presets: ["professional"],
    value: ({ sole_proprietor }) => yesNo(sole_proprietor),
  },
  {
    name: "hb_active",
    says: "`no` when CMS switched the NPI off",
    presets: ["default", "professional"],
    value: ({ active }) => yesNo(active),
    origin: (profile, { source }) => recordOrigin(profile, "deactivation", source),
  },
  {
    name: "hb_enumeration_date",
    says: "day the NPI was given",
    presets: ["professional"],
    value: ({ enumeration_date }) => enumeration_date ?? "",
  },
  {
    name: "hb_deactivation_date",
    says: "day the NPI was switched off",
    presets: ["professional"],
    value: ({ deactivation_date }) => deactivation_date ?? "",
    origin: (profile, { source }) => recordOrigin(profile, "deactivation", source),
  },
  ...addressFields("practice", "practice location"),
  ...addressFields("mailing", "mailing address"),
  {
    name: "hb_time_zone",
    says: "time zone of the practice location, as `America/Chicago`",
    presets: ["contact"],
    value: (profile, { timeZone }) => {
      const { zip = "", state = "" } = addressOf(profile, "practice") ?? {};
      return timeZone(zip, state);
    },
    origin: (profile, { source }) => derivedOrigin(profile, source),
  },
  ...contactFields,
  {
    name: "hb_do_not_contact",
    says: "channels on which they may not be approached: `email`, `sms`, `call`",
    presets: ["default", "contact"],
    value: doNotContactText,
    hasOrigin: false,
  },
  {
    name: "hb_last_updated",
    says: "day the record was last changed at its source",
    presets: ["default", "professional", "contact"],
    value: ({ last_updated }) => last_updated ?? "",
    hasOrigin: false,
  },
  {
    name: "hb_source",
    says: "kind of file the record comes from",
    presets: [],
    value: ({ sources }, { source }) => source(sources.main)?.kind ?? "",
    hasOrigin: false,
  },
  {
    name: "hb_source_as_of",
    says: "date of that file",
    presets: [],
    value: ({ sources }, { source }) => source(sources.main)?.as_of ?? "",
    hasOrigin: false,
  },
];

function addressFields(
  kind: Exclude<AddressKind, "secondary">,
  words: string,
): readonly CatalogueField[] {
  const place = kind === "practice" ? (["default", "contact"] as const) : (["contact"] as const);
  const address = (profile: Profile) => addressOf(profile, kind);
  return [
    {
      name: `hb_${kind}_address`,
      says: `street and suite of the ${words}`,
      presets: ["contact"],
      corrects: [`${kind}.line1`, `${kind}.line2`],
      value: (profile) => streetText(address(profile)),
    },
    {
      name: `hb_${kind}_city`,
      says: `city of the ${words}`,
      presets: place,
      corrects: [`${kind}.city`],
      value: (profile) => address(profile)?.city ?? "",
    },
    {
      name: `hb_${kind}_state`,
      says: `state of the ${words}`,
      presets: place,
      corrects: [`${kind}.state`],
      value: (profile) => address(profile)?.state ?? "",
    },
    {
      name: `hb_${kind}_zip`,
      says: `ZIP code of the ${words}, five or nine digits`,
      presets: place,
      corrects: [`${kind}.zip`],
      value: (profile) => zipText(address(profile)),
    },
  ];
}
