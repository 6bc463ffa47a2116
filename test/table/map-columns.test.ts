import { describe, expect, test } from "vitest";
import type { LeadField } from "../../src/table/columns/lead-field.ts";
import { type ContentTests, mapColumns } from "../../src/table/columns/map-columns.ts";
import { parseMapOption } from "../../src/table/columns/map-option.ts";

/** Stand-ins for what the caller knows about values; the real ones live in normalize/. */
const tests: ContentTests = {
  npi: both((cell) => /^1\d{9}$/.test(cell)),
  zip: both((cell) => /^\d{5}$/.test(cell)),
  state: both((cell) => /^(NV|ID|MA)$/.test(cell)),
  license_state: both((cell) => /^(NV|ID|MA)$/.test(cell)),
  phone: both((cell) => /^\d{3}-\d{3}-\d{4}$/.test(cell)),
  email: both((cell) => cell.includes("@")),
  credential: { settles: (cell) => /^(MD|DO|NP)$/.test(cell) },
};

/** Finds a column and settles a name. */
function both(test: (cell: string) => boolean) {
  return { settles: test, finds: test };
}

const none: ReadonlyMap<LeadField, string> = new Map();

/** `field=column` words, in field order, with `~` for content and `!` for the user's word. */
function mapped(
  columns: readonly string[],
  sample: readonly (readonly string[])[] = [],
  overrides = none,
): string {
  const signs = { name: "=", content: "~", map: "!" };
  const { mapping } = mapColumns(columns, sample, overrides, tests);
  return Object.entries(mapping)
    .map(([field, { index, by }]) => `${field}${signs[by]}${index}`)
    .join(" ");
}

/** Three rows with this cell in column `index` and others empty. */
function cells(...row: string[]): string[][] {
  return [row, row, row];
}

describe("by name", () => {
  test.each<[field: LeadField, headers: string[]]>([
    ["npi", ["NPI", "npi", "NPI #", "NPI Number", "NPI No.", "Provider NPI", "Individual NPI"]],
    ["npi", ["NPI__c", "National Provider Identifier", "NPINumber", "Provider NPI Number"]],
    ["full_name", ["Name", "Full Name", "Provider Name", "Physician", "Clinician Name", "Contact"]],
    ["full_name", ["Candidate Name", "Dr. Name", "Name (Last, First)", "Last Name, First Name"]],
    [
      "first_name",
      ["First", "FirstName", "first_name", "Given Name", "fname", "Provider First Name"],
    ],
    ["middle_name", ["MI", "Middle", "Middle Initial", "Provider Middle Name"]],
    ["last_name", ["Surname", "LName", "Last", "Family Name", "Provider Last Name (Legal Name)"]],
    ["suffix", ["Suffix", "Name Suffix", "Provider Name Suffix Text"]],
    ["credential", ["Degree", "Credentials", "Cred.", "Provider Credential Text"]],
    ["specialty", ["Specialty", "Primary Speciality", "Taxonomy", "Discipline", "Profession"]],
    ["specialty", ["Healthcare Provider Taxonomy Code_1", "Provider Type"]],
    ["license_number", ["License No", "Lic #", "License", "Provider License Number_1"]],
    ["license_state", ["License State", "State of Licensure", "Lic. State", "State of License"]],
    ["license_state", ["Provider License Number State Code_1"]],
    ["city", ["City", "Town", "MailingCity", "address(city)", "Practice City", "City/Town"]],
    ["state", ["State", "ST", "Province", "State/Region", "MailingState"]],
    ["zip", ["Zip", "ZIP Code", "Postal Code", "MailingPostalCode", "Zip/Postal Code"]],
    ["phone", ["Phone", "Mobile", "Cell", "Tel", "Work Phone", "Telephone Number"]],
    ["email", ["Email", "E-mail", "Email Address", "Work Email"]],
    [
      "organization",
      ["Organization", "Company", "Employer", "Facility", "Practice", "AccountName"],
    ],
    ["organization", ["Provider Organization Name (Legal Business Name)", "Hospital Name"]],
    ["graduation_year", ["Grad Year", "Graduation Year", "Medical School Graduation Year"]],
    ["sex", ["Sex", "Gender", "Provider Gender Code"]],
  ])("%s: %j", (field, headers) => {
    for (const header of headers)
      expect(`${header}: ${mapped([header])}`).toBe(`${header}: ${field}=0`);
  });

  test.each([
    "Last Contact",
    "Last Modified",
    "Date of Birth",
    "Notes",
    "Provider Other Last Name",
    "Authorized Official Last Name",
    "Group NPI",
    "Title",
    "Lead Source",
    "Fax",
    "",
  ])("%j names nothing we ask for", (header) => {
    expect(mapped([header])).toBe("");
  });

  test("the practice address goes before the mailing address, the plain phone before the mobile", () => {
    const columns = ["Mailing City", "Practice City", "Mobile", "Phone", "Home Zip", "Office Zip"];
    expect(mapped(columns)).toBe("city=1 zip=5 phone=3");
  });

  test("of two columns with one name the first is taken", () => {
    expect(mapped(["State", "state", "Phone 2", "Phone 1"])).toBe("state=0 phone=3");
  });

  test("a license state does not take the state's place", () => {
    expect(mapped(["License State", "State", "License"])).toBe(
      "license_number=2 license_state=0 state=1",
    );
  });
});

describe("by content", () => {
  const npi = "1234567893";

  test("a column of NPIs is the NPI column whatever its name", () => {
    expect(mapped(["Name", "Ref"], cells("Doe", npi))).toBe("npi~1 full_name=0");
  });

  test("even when another is called NPI and holds none", () => {
    expect(mapped(["NPI", "Ref"], cells("x", npi))).toBe("npi~1");
    expect(mapped(["NPI", "Ref"], cells("", npi))).toBe("npi~1");
  });

  test("but not beside a good one, nor from two cells, nor from a minority", () => {
    expect(mapped(["Ref", "NPI"], cells(npi, npi))).toBe("npi=1");
    expect(mapped(["Ref"], cells(npi).slice(1))).toBe("");
    expect(mapped(["Ref"], [...cells(npi), ...cells("x")])).toBe("");
    expect(mapped(["Ref"], [...cells(npi), ["x"], [""], [""]])).toBe("npi~0");
  });

  test("NPIs of organisations are not the person's", () => {
    expect(mapped(["Group NPI", "Name"], cells(npi, "Doe"))).toBe("full_name=1");
  });

  test("a column called NPI whose NPIs are bad stays it when there is no other", () => {
    expect(mapped(["NPI"], cells("12345"))).toBe("npi=0");
  });

  test("state, zip, phone and e-mail are found without a name, and not against one", () => {
    const row = ["NV", "89501", "775-555-0100", "a@example.com"];
    expect(mapped(["a", "b", "c", "d"], cells(...row))).toBe("state~0 zip~1 phone~2 email~3");
    expect(mapped(["a", "Zip"], cells("89501", ""))).toBe("zip=1");
  });

  test("ambiguous names are settled by the cells", () => {
    expect(mapped(["Suffix"], cells("MD"))).toBe("credential=0");
    expect(mapped(["Suffix"], cells("Jr"))).toBe("suffix=0");
    expect(mapped(["Title"], cells("DO"))).toBe("credential=0");
    expect(mapped(["Title"], cells("Dr"))).toBe("");
    expect(mapped(["License"], cells("NV"))).toBe("license_state=0");
    expect(mapped(["Provider ID"], cells(npi))).toBe("npi=0");
  });
});

describe("by --map", () => {
  const columns = ["Name", "City", "Name", "x#2", " Spaced "];

  function map(...values: string[]): string {
    return mapped(columns, [], parseMapOption(values));
  }

  test("overrides names, takes a column only once, and can leave a field out", () => {
    expect(map("last_name=City")).toBe("full_name=0 last_name!1");
    expect(map("city=")).toBe("full_name=0");
    expect(map("last_name= spaced", "CITY=@1")).toBe("full_name=2 last_name!4 city!0");
  });

  test("tells columns of one name apart", () => {
    expect(map("full_name=Name#2")).toBe("full_name!2 city=1");
    expect(map("full_name=@3")).toBe("full_name!2 city=1");
    expect(map("zip=x#2")).toBe("full_name=0 city=1 zip!3");
  });

  test.each([
    ["map_invalid", ["npi"]],
    ["map_unknown_field", ["nip=City"]],
    ["map_field_twice", ["city=City", "city=Name"]],
    ["map_unknown_column", ["city=Town"]],
    ["map_unknown_column", ["city=@6"]],
    ["map_unknown_column", ["city=@0"]],
    ["map_unknown_column", ["city=Name#3"]],
    ["map_ambiguous_column", ["city=name"]],
    ["map_column_twice", ["city=City", "state=@2"]],
  ])("%s: %j", (code, values) => {
    expect(() => map(...values)).toThrow(expect.objectContaining({ code, exitCode: 2 }));
  });

  test("an unknown column is answered with up to eight that there are", () => {
    const many = Array.from({ length: 10 }, (_, i) => `c${i}`);
    expect(() => mapped(many, [], new Map([["city", "Town"]]))).toThrow(
      expect.objectContaining({ hint: "Its columns: c0, c1, c2, c3, c4, c5, c6, c7 and 2 more." }),
    );
  });
});
