import type {
  Address,
  OtherName,
  PersonName,
  Profile,
  ProfileSources,
  Taxonomy,
} from "../../model/profile.ts";

/**
 * A profile as one JSON array of arrays by position, "" for what is absent: half the size of the
 * object and quicker to read. The NPI is the row's key, not in the text. A change of form raises
 * SCHEMA_VERSION.
 */
type Encoded = [
  flags: number,
  name: string[],
  organization: string,
  otherNames: [kind: number, organization: string, ...name: string[]][],
  sex: string,
  dates: string[],
  replacement: string,
  taxonomies: [code: string, license: string, state: string, primary: 0 | 1][],
  addresses: [kind: number, ...parts: string[]][],
  sources: number[],
];

const isOrganization = 1;
const isInactive = 2;
const saysProprietor = 4;
const isProprietor = 8;

/** Of a row `p`: whether its NPI was neither deactivated nor replaced. */
export const inUseSql = `json_extract(p.record, '$[0]')&${isInactive}=0 AND json_extract(p.record, '$[6]')=''`;

/** Only ever append to these lists: positions are on file. */
const otherNameKinds = [
  "former",
  "professional",
  "other",
  "doing_business_as",
  "former_legal_business",
] as const;
const addressKinds = ["practice", "mailing", "secondary"] as const;
const nameParts = ["prefix", "first", "middle", "last", "suffix", "credential"] as const;
const addressParts = ["line1", "line2", "city", "state", "zip", "country", "phone", "fax"] as const;
const dates = [
  "enumeration_date",
  "last_updated",
  "certification_date",
  "deactivation_date",
  "reactivation_date",
] as const;
const sourceParts = ["main", "other_names", "secondary_locations", "deactivation"] as const;
const noSource = -1;

export function encodeProfile(profile: Profile): string {
  const encoded: Encoded = [
    flagsOf(profile),
    nameParts.map((part) => profile.name[part] ?? ""),
    profile.organization_name ?? "",
    profile.other_names.map((other) => [
      otherNameKinds.indexOf(other.kind),
      other.organization_name ?? "",
      ...nameParts.map((part) => other[part] ?? ""),
    ]),
    profile.sex ?? "",
    dates.map((date) => profile[date] ?? ""),
    profile.replacement_npi ?? "",
    profile.taxonomies.map((taxonomy) => [
      taxonomy.code,
      taxonomy.license ?? "",
      taxonomy.license_state ?? "",
      taxonomy.primary ? 1 : 0,
    ]),
    profile.addresses.map((address) => [
      addressKinds.indexOf(address.kind),
      ...addressParts.map((part) => address[part] ?? ""),
    ]),
    sourceParts.map((part) => profile.sources[part] ?? noSource),
  ];
  return JSON.stringify(encoded);
}

function flagsOf(profile: Profile): number {
  let flags = profile.entity === "organization" ? isOrganization : 0;
  if (!profile.active) flags |= isInactive;
  if (profile.sole_proprietor !== undefined) flags |= saysProprietor;
  if (profile.sole_proprietor) flags |= isProprietor;
  return flags;
}

export function decodeProfile(npi: string, text: string): Profile {
  const encoded: Encoded = JSON.parse(text);
  const [flags, name, organization, others, sex, dateTexts, replacement] = encoded;
  const profile: Profile = {
    npi,
    entity: (flags & isOrganization) === 0 ? "individual" : "organization",
    active: (flags & isInactive) === 0,
    name: fillName({}, name, 0),
    other_names: others.map(decodeOtherName),
    taxonomies: encoded[7].map(decodeTaxonomy),
    addresses: encoded[8].map(decodeAddress),
    sources: decodeSources(encoded[9]),
  };
  if (organization !== "") profile.organization_name = organization;
  if (sex !== "") profile.sex = sex;
  if ((flags & saysProprietor) !== 0) profile.sole_proprietor = (flags & isProprietor) !== 0;
  if (replacement !== "") profile.replacement_npi = replacement;
  dates.forEach((date, i) => {
    const text = dateTexts[i];
    if (text !== undefined && text !== "") profile[date] = text;
  });
  return profile;
}

/**
 * Named one by one, in the order of `nameParts`: assigning through computed names is several times
 * slower, and every matched row decodes a profile.
 */
function fillName<T extends PersonName>(name: T, values: readonly unknown[], offset: number): T {
  const [prefix, first, middle, last, suffix, credential] = values.slice(offset) as string[];
  if (prefix) name.prefix = prefix;
  if (first) name.first = first;
  if (middle) name.middle = middle;
  if (last) name.last = last;
  if (suffix) name.suffix = suffix;
  if (credential) name.credential = credential;
  return name;
}

function decodeOtherName(encoded: Encoded[3][number]): OtherName {
  const other: OtherName = { kind: otherNameKinds[encoded[0]] ?? "other" };
  if (encoded[1] !== "") other.organization_name = encoded[1];
  return fillName(other, encoded, 2);
}

function decodeTaxonomy([code, license, state, primary]: Encoded[7][number]): Taxonomy {
  const taxonomy: Taxonomy = { code, primary: primary === 1 };
  if (license !== "") taxonomy.license = license;
  if (state !== "") taxonomy.license_state = state;
  return taxonomy;
}

/** In the order of `addressParts`. */
function decodeAddress(encoded: Encoded[8][number]): Address {
  const [kind, line1, line2, city, state, zip, country, phone, fax] = encoded;
  const address: Address = { kind: addressKinds[kind] ?? "secondary" };
  if (line1) address.line1 = line1;
  if (line2) address.line2 = line2;
  if (city) address.city = city;
  if (state) address.state = state;
  if (zip) address.zip = zip;
  if (country) address.country = country;
  if (phone) address.phone = phone;
  if (fax) address.fax = fax;
  return address;
}

function decodeSources(encoded: readonly number[]): ProfileSources {
  const sources: ProfileSources = { main: encoded[0] ?? 0 };
  for (let i = 1; i < sourceParts.length; i++) {
    const id = encoded[i];
    const part = sourceParts[i];
    if (part !== undefined && id !== undefined && id !== noSource) sources[part] = id;
  }
  return sources;
}
