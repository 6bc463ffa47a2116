import type { LeadField } from "./lead-field.ts";

/**
 * What columns of leads are called, as `normalizeHeader` leaves them. Earlier names are better
 * ones: with `Practice City` and `Mailing City` in a list, the first is the city.
 */
const synonyms: Readonly<Record<LeadField, readonly string[]>> = {
  npi: [
    "npi",
    "npi number",
    "npi id",
    "npi code",
    "individual npi",
    "type 1 npi",
    "national provider identifier",
    "national provider id",
    "national provider identifier number",
    "npinumber",
    "npi 1",
  ],
  full_name: [
    "full name",
    "name",
    "fullname",
    "display name",
    "complete name",
    "name full",
    "person name",
    "legal name",
    "name last first",
    "name first last",
    "last first",
    "last name first name",
    "first and last name",
    "person",
    "provider",
    "physician",
    "clinician",
    "doctor",
    "practitioner",
    "prescriber",
    "candidate",
    "contact",
  ],
  first_name: ["first name", "first", "given name", "given", "forename", "name first", "givenname"],
  middle_name: [
    "middle name",
    "middle initial",
    "middle",
    "mi",
    "m i",
    "name middle",
    "second name",
    "middle name or initial",
    "middle name initial",
    "middle initial or name",
  ],
  last_name: [
    "last name",
    "last",
    "surname",
    "family name",
    "family",
    "name last",
    "last name legal name",
    "familyname",
  ],
  suffix: ["name suffix", "suffix", "generational suffix", "suffix name", "name suffix text"],
  credential: [
    "credential",
    "credentials",
    "credential text",
    "degree",
    "degrees",
    "medical degree",
    "professional degree",
    "professional credentials",
    "designation",
    "professional designation",
    "professional suffix",
    "md do",
    "cred",
    "creds",
  ],
  specialty: [
    "specialty",
    "primary specialty",
    "specialty primary",
    "medical specialty",
    "specialties",
    "specialty 1",
    "specialty description",
    "specialty name",
    "taxonomy",
    "taxonomy code",
    "primary taxonomy",
    "primary taxonomy code",
    "healthcare taxonomy code",
    "healthcare taxonomy code 1",
    "taxonomy description",
    "taxonomy 1",
    "discipline",
    "profession",
    "area of practice",
    "practice area",
    "clinical specialty",
    "specialization",
    "provider type",
    "clinician type",
    "practitioner type",
    "occupation",
  ],
  license_number: [
    "license number",
    "license",
    "state license number",
    "medical license number",
    "license id",
    "license number 1",
    "medical license",
    "professional license number",
    "state license",
    "licensenumber",
  ],
  license_state: [
    "license state",
    "state of license",
    "state of licensure",
    "licensure state",
    "licensed state",
    "licensed in",
    "license number state code",
    "license number state code 1",
    "license number state",
    "issuing state",
    "state issued",
    "license issuing state",
    "license state code",
    "state licensed",
    "state license state",
    "medical license state",
  ],
  city: ["city", "city name", "town", "city town", "municipality", "location city"],
  state: [
    "state",
    "state code",
    "state name",
    "st",
    "province",
    "state province",
    "state or province",
    "state abbreviation",
    "state abbr",
    "state region",
  ],
  zip: [
    "zip",
    "zip code",
    "zipcode",
    "postal code",
    "postalcode",
    "postcode",
    "postal",
    "zip postal code",
    "zip postal",
    "zip5",
    "zip 5",
    "zip 4",
    "zip plus 4",
  ],
  phone: [
    "phone",
    "phone number",
    "telephone",
    "telephone number",
    "phone 1",
    "mobile",
    "mobile phone",
    "mobile number",
    "mobile phone number",
    "cell",
    "cell phone",
    "cell number",
    "cell phone number",
    "direct phone",
    "direct dial",
    "direct number",
    "day phone",
    "daytime phone",
    "contact number",
  ],
  email: [
    "email",
    "email address",
    "e mail",
    "e mail address",
    "mail",
    "emailaddress",
    "email 1",
    "personal email",
  ],
  organization: [
    "organization",
    "organization name",
    "organization legal business name",
    "organization name legal business name",
    "company",
    "company name",
    "employer",
    "employer name",
    "current employer",
    "facility",
    "facility name",
    "practice",
    "practice name",
    "name of practice",
    "office name",
    "location name",
    "work name",
    "group name",
    "group",
    "group practice",
    "hospital",
    "hospital name",
    "clinic",
    "clinic name",
    "account name",
    "account",
    "affiliation",
    "institution",
    "health system",
    "business name",
    "associated company",
    "current company",
    "company or account",
  ],
  graduation_year: [
    "graduation year",
    "year of graduation",
    "medical school graduation year",
    "med school graduation year",
    "year graduated",
    "graduated",
    "graduation",
    "class of",
    "school graduation year",
  ],
  sex: ["sex", "gender", "sex code", "gender code", "m f", "gender identity"],
};

/** Names that may mean either; the cells decide, and without a sign from them the first. */
export const ambiguousHeaders: Readonly<Record<string, readonly LeadField[]>> = {
  suffix: ["suffix", "credential"],
  license: ["license_number", "license_state"],
};

/** Names that mean the field only when the cells say so, too. */
export const doubtfulHeaders: Readonly<Record<string, LeadField>> = {
  type: "specialty",
  title: "credential",
  "job title": "credential",
  "professional title": "credential",
  id: "npi",
  number: "npi",
  identifier: "npi",
};

const ranks: ReadonlyMap<string, readonly { field: LeadField; rank: number }[]> = rankNames();

function rankNames(): Map<string, { field: LeadField; rank: number }[]> {
  const found = new Map<string, { field: LeadField; rank: number }[]>();
  for (const [field, names] of Object.entries(synonyms) as [LeadField, readonly string[]][]) {
    names.forEach((name, rank) => {
      found.set(name, [...(found.get(name) ?? []), { field, rank }]);
    });
  }
  return found;
}

/** Other spellings of the words in headers. */
const words: Readonly<Record<string, string>> = {
  no: "number",
  num: "number",
  nbr: "number",
  nr: "number",
  lic: "license",
  licence: "license",
  speciality: "specialty",
  spec: "specialty",
  org: "organization",
  organisation: "organization",
  tel: "telephone",
  ph: "phone",
  yr: "year",
  grad: "graduation",
  fname: "first name",
  firstname: "first name",
  lname: "last name",
  lastname: "last name",
  mname: "middle name",
  middlename: "middle name",
  prov: "provider",
  phys: "physician",
  addr: "address",
  taxonomies: "taxonomy",
  doctors: "doctor",
  physicians: "physician",
  providers: "provider",
  biz: "business",
  pri: "primary",
  gndr: "gender",
  frst: "first",
  lst: "last",
  nm: "name",
};

/** Words that say whose column it is, in the order of preference where two columns compete. */
const qualifiers: ReadonlyMap<string, number> = new Map([
  ...["provider", "physician", "clinician", "doctor", "dr", "practitioner", "candidate"].map(none),
  ...["contact", "lead", "individual", "hcp", "prescriber", "member", "person", "rendering"].map(
    none,
  ),
  ...["c", "properties", "healthcare", "professional", "text", "primary", "current"].map(none),
  ...["attending", "nurse", "therapist", "dentist", "staff", "employee", "applicant"].map(none),
  ...["practice", "work", "office", "business", "location", "clinic", "job"].map(little),
  ...["address", "facility", "hospital", "company", "legal", "the", "of"].map(little),
  ...["mailing", "home", "personal", "main", "billing", "account"].map(more),
] as const);

/** `Provider Last` is a surname, `Last Contact` is a date. */
const onlyAtTheEnd: ReadonlySet<string> = new Set([
  "first",
  "last",
  "middle",
  "given",
  "family",
  "name",
  "type",
  "title",
  "id",
  "number",
  "group",
]);

function none(word: string): [string, number] {
  return [word, 0.1];
}

function little(word: string): [string, number] {
  return [word, 1];
}

function more(word: string): [string, number] {
  return [word, 30];
}

/** Lowercase words, with the usual abbreviations written out; `FirstName` is two words. */
function normalizeHeader(header: string): string {
  return header
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("#", " number ")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => words[word] ?? word)
    .join(" ");
}

/** How well a header names a field: smaller is better. */
export interface HeaderMeaning {
  field: LeadField;
  rank: number;
  /** The name that was recognised, without qualifiers. */
  name: string;
}

/** Every field a header may name; the same words with a note in brackets, then without it. */
export function headerMeanings(header: string): HeaderMeaning[] {
  const whole = meaningsOf(normalizeHeader(header));
  if (whole.length > 0) return whole;
  const bare = header.replace(/[([{][^)\]}]*[)\]}]/g, " ");
  return bare === header ? [] : meaningsOf(normalizeHeader(bare));
}

/** `Group NPI`, `Practice NPI`: valid NPIs, but not the person's. */
export function isNpiOfOthers(header: string): boolean {
  const found = normalizeHeader(header).split(" ");
  return found.includes("npi") && found.some((word) => others.has(word));
}

const others: ReadonlySet<string> = new Set(
  "group organization facility company hospital practice clinic employer supervisor supervising replacement old referring".split(
    " ",
  ),
);

export function isKnownHeader(header: string): boolean {
  return headerMeanings(header).length > 0;
}

function meaningsOf(name: string): HeaderMeaning[] {
  for (const { text, penalty } of shorterNames(name)) {
    const found = ranks.get(text) ?? [];
    if (found.length > 0) {
      return found.map(({ field, rank }) => ({ field, rank: rank + penalty, name: text }));
    }
    const doubtful = doubtfulHeaders[text];
    if (doubtful !== undefined && penalty < 1) {
      return [{ field: doubtful, rank: 50 + penalty, name: text }];
    }
  }
  return [];
}

/** The name, then without qualifiers from the left, and without a number behind it. */
function* shorterNames(name: string): Generator<{ text: string; penalty: number }> {
  yield { text: name, penalty: 0 };
  const numbered = /^(.+) (\d)$/.exec(name);
  const trunk = numbered?.[1] ?? name;
  const behind = numbered === null ? 0 : numbered[2] === "1" ? 0.5 : 40 + Number(numbered[2]);
  if (numbered !== null) yield { text: trunk, penalty: behind };
  let rest = trunk.split(" ");
  let penalty = behind;
  const tail = rest.at(-1);
  while (rest.length > 1) {
    const at = rest.findIndex((word) => qualifiers.has(word));
    if (at === -1) return;
    penalty += qualifiers.get(rest[at] as string) as number;
    rest = rest.filter((_, i) => i !== at);
    const [only] = rest;
    if (rest.length > 1 || only === tail || !onlyAtTheEnd.has(only as string)) {
      yield { text: rest.join(" "), penalty };
    }
  }
}
