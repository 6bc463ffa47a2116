import { expect, test } from "vitest";
import { profileFacets } from "../../src/normalize/keys/facets.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const plain = person({
  npi: npiOf(1),
  first: "ADA",
  last: "EXEMPLAR",
  credential: "M.D., FACS",
  sex: "F",
  city: "ST. LOUIS",
  state: "MO",
  zip: "631011234",
  license: "A123",
  enumerated: 2011,
});

test("a person is filed under every value that a search may name, once", () => {
  const second = {
    ...plain.taxonomies[0],
    code: "207RC0000X",
    primary: false,
    license_state: "IL",
  };
  const profile = { ...plain, taxonomies: [...plain.taxonomies, second], sole_proprietor: false };
  expect(profileFacets(profile).sort()).toEqual([
    "i:city:SAINTLOUIS:MO",
    "i:credential:MD",
    "i:enumerated:2011",
    "i:license_state:IL",
    "i:license_state:MO",
    "i:sex:F",
    "i:sole_proprietor:N",
    "i:state:MO",
    "i:taxonomy:207Q00000X",
    "i:taxonomy:207RC0000X",
    "i:zip:63101",
  ]);
});

test("a further practice location counts, a mailing address does not", () => {
  const [practice] = plain.addresses;
  const addresses = [
    ...plain.addresses,
    { ...practice, kind: "mailing", city: "AUSTIN", state: "TX", zip: "78701" } as const,
    { ...practice, kind: "secondary", city: "AUSTIN", state: "TX", zip: "78702" } as const,
  ];
  const places = profileFacets({ ...plain, addresses }).filter((name) =>
    /TX|AUSTIN|787/.test(name),
  );
  expect(places.sort()).toEqual(["i:city:AUSTIN:TX", "i:state:TX", "i:zip:78702"]);
});

test("places abroad, and what cannot be read, are left out", () => {
  const addresses = [{ kind: "practice", city: "Łódź", state: "LODZ", zip: "90-001" }] as const;
  const { sex: _, enumeration_date: __, ...rest } = plain;
  const abroad = { ...rest, addresses: [...addresses], taxonomies: [], name: {} };
  expect(profileFacets(abroad)).toEqual(["i:city:LODZ:"]);
});

test("organizations and deactivated NPIs are told from people", () => {
  expect(profileFacets({ ...plain, entity: "organization", active: false })).toEqual(
    expect.arrayContaining(["o:inactive:", "o:state:MO"]),
  );
  expect(profileFacets(plain)).not.toContain("i:inactive:");
});
