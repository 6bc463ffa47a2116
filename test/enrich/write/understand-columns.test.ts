import { describe, expect, it } from "vitest";
import {
  companionsOf,
  saysClosed,
  saysVerified,
} from "../../../src/enrich/write/companion-columns.ts";
import { understandColumns } from "../../../src/enrich/write/understand-columns.ts";
import type {
  ColumnMapping,
  LeadField,
  MappedColumn,
} from "../../../src/table/columns/lead-field.ts";

function understood(
  columns: readonly string[],
  mapping: Partial<Record<LeadField, number>> = {},
  more: Partial<Parameters<typeof understandColumns>[0]> = {},
): string[] {
  const mapped = Object.entries(mapping).map(([field, index]): [string, MappedColumn] => [
    field,
    { index, column: columns[index] ?? "", by: "name", confidence: 1 },
  ]);
  return understandColumns({
    columns,
    mapping: Object.fromEntries(mapped) as ColumnMapping,
    ...{ said: new Map(), barred: new Set<number>(), namesAsNamed: true, ...more },
  }).map(({ index, field, set }) => `${columns[index]}: ${[field, set].filter(Boolean).join(" ")}`);
}

describe("which columns are understood", () => {
  it.each<[string, string[], Partial<Record<LeadField, number>>, string[]]>([
    ["a mobile by its header", ["Cell Phone"], { phone: 0 }, ["Cell Phone: mobile"]],
    ["an employer", ["Employer"], { organization: 0 }, ["Employer: company"]],
    ["a credential in a title", ["Title"], { credential: 0 }, ["Title: credential"]],
    ["a column that the mapping found by its cells", ["X"], { npi: 0 }, ["X: npi"]],
    ["two e-mails", ["Email", "Email 2"], { email: 0 }, ["Email: email", "Email 2: email"]],
    [
      "two addresses, told apart",
      ["City", "Zip", "Mailing City", "Mailing Zip"],
      { city: 0, zip: 1 },
      [
        ...["City: city practice", "Zip: zip practice"],
        ...["Mailing City: city mailing", "Mailing Zip: zip mailing"],
      ],
    ],
    [
      "the lines of an address",
      ["Address 1", "Address Line 2"],
      {},
      ["Address 1: address practice", "Address Line 2: address_2 practice"],
    ],
    [
      "a license",
      ["Lic", "LS"],
      { license_number: 0, license_state: 1 },
      [...["Lic: license_number license", "LS: license_state license"]],
    ],
    ["nothing private", ["Home Phone", "Personal Email", "Home City"], { city: 2 }, []],
    ["no second place", ["City 2", "Secondary Zip"], {}, []],
    ["no last four digits", ["Zip", "Zip 4"], { zip: 0 }, ["Zip: zip practice"]],
    ["nothing of others", ["Assistant Phone", "Billing City"], {}, []],
    ["no privileges", ["Hospital Affiliation"], { organization: 0 }, []],
    ["no year", ["Grad Year"], { graduation_year: 0 }, []],
    ["nothing about a value", ["Email Status", "Phone Type", "Do Not Call"], {}, []],
  ])("%s", (_, columns, mapping, expected) => {
    expect(understood(columns, mapping)).toEqual(expected);
  });

  it("no names where their columns hold something else", () => {
    const columns = ["First", "Last", "NPI"];
    const mapping = { first_name: 0, last_name: 1, npi: 2 };
    expect(understood(columns, mapping, { namesAsNamed: false })).toEqual(["NPI: npi"]);
  });

  it("no column that never leaves, and a private one where --map says so", () => {
    expect(understood(["Email"], {}, { barred: new Set([0]) })).toEqual([]);
    const said = new Map([["email", "Personal Email"]] as const);
    expect(understood(["Personal Email"], {}, { said })).toEqual(["Personal Email: email"]);
  });
});

describe("companions", () => {
  it.each<[string, string, string[]]>([
    ["Email", "Email Verified", ["verified"]],
    ["Email", "Is Email Valid?", ["verified"]],
    ["Email", "Email Status", ["verified"]],
    ["Email", "Verified", ["verified"]],
    ["Email", "Status", []],
    ["Email", "Phone Status", []],
    ["Cell Phone", "Phone Verified", ["verified"]],
    ["Cell Phone", "Cell Phone Verification Date", ["verified"]],
    ["Work Phone", "Cell Phone Verified", []],
    ["City", "Address Validated", ["verified"]],
    ["NPI", "NPI Verified", ["verified"]],
    ["Email", "Email Opt Out", ["closed"]],
    ["Phone", "Do Not Call", ["closed"]],
    ["Fax", "Do Not Call", []],
  ])("of %s: %s", (column, companion, expected) => {
    const fields = {
      Email: "email",
      Phone: "phone",
      Fax: "fax",
      City: "city",
      NPI: "npi",
    } as const;
    const field =
      column === "Cell Phone" ? "mobile" : (fields[column as keyof typeof fields] ?? "phone");
    const { verified, closed } = companionsOf(0, field, [column, companion]);
    const found = [verified.length > 0 && "verified", closed.length > 0 && "closed"];
    expect(found.filter(Boolean)).toEqual(expected);
  });

  it("say so in many words", () => {
    const yes = [
      "yes",
      "Y",
      "TRUE",
      "1",
      "valid",
      "Verified",
      "deliverable",
      "2026-01-31",
      "1/31/26",
    ];
    const no = [
      "",
      " ",
      "no",
      "0",
      "false",
      "invalid",
      "unverified",
      "unknown",
      "catch-all",
      "risky",
    ];
    for (const cell of yes)
      expect({ cell, is: saysVerified(cell, "email", "a@b.org") }).toEqual({ cell, is: true });
    for (const cell of no)
      expect({ cell, is: saysVerified(cell, "email", "a@b.org") }).toEqual({ cell, is: false });
    expect(saysVerified("A@b.org", "email", "a@B.org")).toBe(true);
    expect(["yes", "opted out", "2026-01-31"].map(saysClosed)).toEqual([true, true, true]);
    expect(["", "no", "0", "opted in"].map(saysClosed)).toEqual([false, false, false, false]);
  });
});
