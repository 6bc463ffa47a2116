import { describe, expect, it } from "vitest";
import type { MatchRequest } from "../../src/model/contract.ts";
import { detailText, identityText } from "../../src/normalize/keys/lead-identity.ts";

type Lead = Omit<MatchRequest, "id">;
const full = (text: string, more: Lead = {}): Lead => ({ name: { full: text }, ...more });
const parts = (first: string, last: string, more: Lead = {}): Lead => ({
  name: { first, last },
  ...more,
});

const same: [why: string, one: Lead, other: Lead][] = [
  ["capitals", full("Jane Doe"), full("JANE DOE")],
  ["small letters", full("Jane Doe"), full("jane doe")],
  ["blanks", full("Jane Doe"), full("  Jane   Doe ")],
  ["turned", full("Jane Doe"), full("Doe, Jane")],
  ["in columns", full("Jane Doe"), parts("Jane", "Doe")],
  ["two given names", full("Mary Ann Doe"), parts("Mary Ann", "Doe")],
  [
    "a middle name in its column",
    full("Jane Q. Doe"),
    { name: { first: "Jane", middle: "Q", last: "Doe" } },
  ],
  [
    "both ways at once",
    full("Doe, Jane"),
    { name: { full: "Doe, Jane", first: "Jane", last: "Doe" } },
  ],
  ["all of it in one column of two", full("Jane Doe"), { name: { first: "Jane Doe" } }],
  ["accents", full("José Núñez"), full("Jose Nunez")],
  ["misread letters", full("JosÃ© Doe"), full("José Doe")],
  ["apostrophes", full("Jane O'Brien"), full("Jane O’Brien")],
  ["hyphens", full("Jane Doe-Smith"), full("Jane Doe Smith")],
  ["titles", full("Dr. Jane Doe"), parts("Jane", "Doe")],
  ["credentials", full("Jane Doe, M.D., FACS"), parts("Jane", "Doe", { credential: "MD" })],
  ["a credential that may be a name", full("Jane Doe RN"), parts("Jane", "Doe")],
  ["the same behind a comma", full("Doe, Jane, RN"), parts("Jane", "Doe")],
  ["another one", full("Jane Doe, DO"), parts("Jane", "Doe")],
  ["a generation", full("John Doe Jr."), { name: { first: "John", last: "Doe", suffix: "JR" } }],
  ["a generation before the comma", full("Doe Jr, John"), full("John Doe, Jr.")],
  ["initials that look like one", full("Doe, J.R."), parts("J.R.", "Doe")],
  ["a nickname in brackets", full("Robert (Bob) Doe"), parts("Robert", "Doe")],
  ["ZIP+4", full("Jane Doe", { zip: "02139" }), full("Jane Doe", { zip: "02139-1234" })],
  [
    "a lost zero",
    full("Jane Doe", { zip: "02139", state: "MA" }),
    full("Jane Doe", { zip: "2139", state: "MA" }),
  ],
  ["state names", full("Jane Doe", { state: "TX" }), full("Jane Doe", { state: "Texas" })],
  ["cities", full("Jane Doe", { city: "St. Louis" }), full("Jane Doe", { city: "SAINT LOUIS" })],
  [
    "NPI formats",
    full("Jane Doe", { npi: "1000000079" }),
    full("Jane Doe", { npi: " 1000000079.0" }),
  ],
  [
    "license formats",
    full("Jane Doe", { license: { number: "MD 00123-4", state: "TX" } }),
    full("Jane Doe", { license: { number: "md001234", state: "Texas" } }),
  ],
  [
    "what may be added",
    full("Jane Doe"),
    full("Jane Doe", { phone: "2175550100", specialty: "x" }),
  ],
  ["nobody named, one phone", { phone: "(217) 555-0100" }, { phone: "+1 217-555-0100" }],
];

const different: [why: string, one: Lead, other: Lead][] = [
  ["another name", full("Jane Doe"), full("Jana Doe")],
  ["names the other way round", full("James Thomas"), full("Thomas James")],
  ["a generation", full("John Doe Jr"), full("John Doe Sr")],
  ["a surname that is a credential too", full("Jane Do"), full("Jane")],
  ["another place", full("Jane Doe", { state: "TX" }), full("Jane Doe", { state: "OH" })],
  ["another ZIP", full("Jane Doe", { zip: "77001" }), full("Jane Doe", { zip: "77002" })],
  ["an NPI", full("Jane Doe"), full("Jane Doe", { npi: "1000000079" })],
  [
    "NPIs that are none",
    full("Jane Doe", { npi: "1000000070" }),
    full("Jane Doe", { npi: "1000000071" }),
  ],
  [
    "nobody named, two phones",
    { phone: "2175550100", state: "IL" },
    { phone: "2175550101", state: "IL" },
  ],
  ["names of another script", full("Иван Петров"), full("Олег Петров")],
];

describe("whom a lead is about", () => {
  it.each(same)("is the same: %s", (_, one, other) => {
    expect(identityText({ id: 1, ...one })).toBe(identityText({ id: 2, ...other }));
  });

  it.each(different)("is another: %s", (_, one, other) => {
    expect(identityText({ id: 1, ...one })).not.toBe(identityText({ id: 1, ...other }));
  });
});

describe("all that a lead says", () => {
  it("is the same in another spelling", () => {
    const one = full("Doe, Jane MD", {
      phone: "(217) 555-0100",
      email: "J@X.ORG",
      specialty: "Family Medicine",
    });
    const other = full("JANE DOE, MD", {
      phone: "2175550100",
      email: "j@x.org",
      specialty: "family medicine",
    });
    expect(detailText({ id: 1, ...one })).toBe(detailText({ id: 2, ...other }));
  });

  it.each([
    "phone",
    "email",
    "specialty",
    "organization",
    "sex",
    "graduation_year",
    "credential",
  ] as const)("tells leads apart by %s", (field) => {
    const lead = { id: 1, ...full("Jane Doe") };
    expect(detailText({ ...lead, [field]: "Female 1999" })).not.toBe(detailText(lead));
  });
});
