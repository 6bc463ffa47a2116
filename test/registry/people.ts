import type { Profile, Source, SourceKind } from "../../src/model/profile.ts";

const surnames = ["QUILLFEATHER", "TESTERMANN", "O'SAMPLE", "GARCIA-MUSTER", "VAN EXAMPLE"];
const firstNames = ["ARABELLA", "BARTHOLOMEW", "CORDELIA", "DESMOND", "EUPHEMIA"];
const cities = ["SPRINGFIELD", "FAIRVIEW", "ST EXAMPLE"];

/** Invented people, all different, the same for the same number. NPIs beginning with 2 included. */
export function person(n: number, overrides: Partial<Profile> = {}): Profile {
  const npi = String((n % 3 === 0 ? 2_900_000_000 : 1_000_000_000) + n);
  const last = surnames[n % surnames.length] as string;
  return {
    npi,
    entity: "individual",
    active: true,
    name: { first: firstNames[n % 7] ?? "FLORIAN", last, credential: n % 2 === 0 ? "MD" : "PA-C" },
    other_names: n % 4 === 0 ? [{ kind: "former", last: "FORMERLY" }] : [],
    sex: n % 2 === 0 ? "F" : "M",
    sole_proprietor: n % 5 === 0,
    enumeration_date: "2006-05-23",
    taxonomies: [
      { code: "207Q00000X", license: `TX${1000 + n}`, license_state: "TX", primary: true },
    ],
    addresses: [
      {
        kind: "practice",
        line1: `${n} MAIN ST`,
        city: cities[n % cities.length] as string,
        state: "TX",
        zip: `75${String(n % 1000).padStart(3, "0")}`,
        country: "US",
        phone: `21455${String(n % 100_000).padStart(5, "0")}`,
      },
      { kind: "mailing", city: "AUSTIN", state: "TX", zip: "787010001", country: "US" },
    ],
    sources: { main: 0 },
    ...overrides,
  };
}

export function organization(n: number): Profile {
  const { name: _name, sex: _sex, sole_proprietor: _sole, ...rest } = person(n);
  return { ...rest, entity: "organization", name: {}, organization_name: "SAMPLE CLINIC LLC" };
}

/** Known from the deactivation report only. */
export function deactivated(n: number): Profile {
  return {
    npi: person(n).npi,
    entity: "individual",
    active: false,
    name: {},
    other_names: [],
    deactivation_date: "2020-02-02",
    taxonomies: [],
    addresses: [],
    sources: { main: 0, deactivation: 0 },
  };
}

export function source(id: number, sha256: string, kind: SourceKind = "nppes"): Source {
  return { id, kind, file: `source-${id}.csv`, rows: 1, bytes: 1, sha256 };
}

/** In the order in which an import hands profiles over. */
export function byNpi(profiles: readonly Profile[]): Profile[] {
  return [...profiles].sort((a, b) => Number(a.npi) - Number(b.npi));
}
