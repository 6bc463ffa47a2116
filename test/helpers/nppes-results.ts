import type { Address, OtherName, OtherNameKind, Profile } from "../../src/model/profile.ts";

/** How replies looked in 2019, and how they look today (facts: data.md section 2.3). */
export type Era = "2019" | "today";

type Json = Record<string, unknown>;

/** The names of taxonomy codes as the API says them; other codes come without one. */
export const descriptions: Readonly<Record<string, string>> = {
  "207L00000X": "Anesthesiology",
  "207Q00000X": "Family Medicine",
  "207R00000X": "Internal Medicine",
  "207RC0000X": "Internal Medicine, Cardiovascular Disease",
  "363LF0000X": "Nurse Practitioner, Family",
};

/** An invented profile as a result of the API, with the placeholders and gaps of real ones. */
export function toResult(profile: Profile, era: Era): Json {
  const isPerson = profile.entity === "individual";
  const [practice, mailing] = ["practice", "mailing"].map((kind) =>
    profile.addresses.find((address) => address.kind === kind),
  );
  const place = practice ?? mailing ?? { kind: "practice" };
  const secondary = profile.addresses.filter(({ kind }) => kind === "secondary");
  return {
    number: era === "2019" ? Number(profile.npi) : profile.npi,
    enumeration_type: isPerson ? "NPI-1" : "NPI-2",
    created_epoch: era === "2019" ? 1_148_342_400 : "1148342400000",
    last_updated_epoch: era === "2019" ? 1_594_166_400 : "1594166400000",
    basic: isPerson ? personBasic(profile, era) : organizationBasic(profile, era),
    addresses: [
      toAddress(place, "LOCATION"),
      toAddress(mailing ?? { ...place, kind: "mailing" }, "MAILING"),
    ],
    ...(era === "2019" && secondary.length === 0
      ? {}
      : { practiceLocations: secondary.map((one) => toSecondary(one, era)) }),
    taxonomies: profile.taxonomies.map(({ code, license, license_state, primary }) => ({
      code,
      desc: descriptions[code] ?? null,
      license: license ?? null,
      state: license_state ?? null,
      primary,
      ...(era === "2019" ? {} : { taxonomy_group: "" }),
    })),
    identifiers: [],
    other_names: profile.other_names.map(toOther),
    ...(era === "2019" ? {} : { endpoints: [] }),
  };
}

function personBasic({ name, sex, sole_proprietor: sole, ...dates }: Profile, era: Era): Json {
  return present({
    first_name: name.first,
    last_name: name.last,
    middle_name: name.middle,
    name_prefix: name.prefix ?? (era === "today" ? "--" : undefined),
    name_suffix: name.suffix ?? (era === "today" ? "--" : undefined),
    credential: name.credential,
    [era === "2019" ? "gender" : "sex"]: sex,
    sole_proprietor: sole === undefined ? "X" : sole ? "YES" : "NO",
    ...(era === "2019" ? { name: `${name.last} ${name.first}` } : {}),
    ...toDates(dates),
  });
}

function organizationBasic({ organization_name, ...dates }: Profile, era: Era): Json {
  return present({
    organization_name,
    ...(era === "2019" ? { name: organization_name } : {}),
    organizational_subpart: "NO",
    authorized_official_first_name: "OTTILIE",
    authorized_official_last_name: "EXAMPLEWOOD",
    authorized_official_telephone_number: "614-555-0100",
    authorized_official_title_or_position: "OWNER",
    ...toDates(dates),
  });
}

type Dates = Pick<
  Profile,
  | "enumeration_date"
  | "last_updated"
  | "certification_date"
  | "deactivation_date"
  | "reactivation_date"
>;

function toDates(dates: Dates): Json {
  return {
    enumeration_date: dates.enumeration_date ?? "2006-05-23",
    last_updated: dates.last_updated ?? "2020-07-08",
    certification_date: dates.certification_date,
    deactivation_date: dates.deactivation_date,
    reactivation_date: dates.reactivation_date,
    status: "A",
  };
}

function toAddress(address: Address, purpose: string | undefined): Json {
  const { line1 = "", line2, city = "", state = "", zip = "", country = "US" } = address;
  return present({
    address_1: line1,
    address_2: line2,
    address_purpose: purpose,
    address_type: country === "US" ? "DOM" : "FGN",
    city,
    state,
    postal_code: zip,
    country_code: country,
    country_name: country === "US" ? "United States" : country,
    telephone_number: withDashes(address.phone),
    fax_number: withDashes(address.fax),
  });
}

function toSecondary(address: Address, era: Era): Json {
  return era === "2019"
    ? { ...toAddress(address, undefined), update_date: "2019-03-04" }
    : toAddress(address, "LOCATION");
}

function withDashes(phone: string | undefined): string | undefined {
  return phone?.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");
}

const kinds: Readonly<Record<OtherNameKind, readonly [code: string, type: string]>> = {
  former: ["1", "Former Name"],
  professional: ["2", "Professional Name"],
  doing_business_as: ["3", "Doing Business As"],
  former_legal_business: ["4", "Former Legal Business Name"],
  other: ["5", "Other Name"],
};

function toOther(other: OtherName): Json {
  const [code, type] = kinds[other.kind];
  return present({
    code,
    type,
    organization_name: other.organization_name,
    first_name: other.first,
    last_name: other.last,
    middle_name: other.middle,
    prefix: other.prefix,
    suffix: other.suffix,
    credential: other.credential,
  });
}

function present(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));
}
