import { describe, expect, it } from "vitest";
import { presets } from "../../src/enrich/cells/catalogue-field.ts";
import { alwaysColumns, fieldCatalogue } from "../../src/enrich/cells/field-catalogue.ts";
import { existingHbColumns, outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { UsageError } from "../../src/model/errors.ts";
import type { Profile } from "../../src/model/profile.ts";
import { jobTitle } from "../../src/normalize/names/job-title.ts";
import { timeZone } from "../../src/normalize/places/time-zone.ts";

const profile: Profile = {
  npi: "1234567893",
  entity: "individual",
  active: true,
  name: { first: "EUPHEMIA", middle: "Q", last: "PROBST", suffix: "JR", credential: "M.D." },
  other_names: [
    { kind: "former", first: "EUPHEMIA", last: "EXEMPLAR" },
    { kind: "professional", last: "PROBST-EXEMPLAR" },
  ],
  sex: "F",
  sole_proprietor: false,
  enumeration_date: "2006-05-23",
  last_updated: "2025-11-02",
  taxonomies: [
    { code: "207Q00000X", license: "K1234", license_state: "TX", primary: false },
    { code: "208000000X", license: "20071", license_state: "NM", primary: true },
    { code: "208000000X", license: "K1234", license_state: "TX", primary: false },
    { code: "390200000X", primary: false },
  ],
  addresses: [
    {
      kind: "practice",
      line1: "1 INVENTED WAY",
      line2: "STE 4",
      city: "FAIRVIEW",
      state: "TX",
      zip: "750691234",
      phone: "2145550142",
      fax: "2145550143",
    },
    { kind: "mailing", line1: "PO BOX 1", city: "AUSTIN", state: "TX", zip: "78701" },
  ],
  sources: { main: 1 },
};

const lookups = {
  specialtyName: (code: string) => (code === "208000000X" ? "Pediatrics" : code),
  source: (id: number) =>
    id === 1
      ? {
          id,
          kind: "nppes" as const,
          file: "npidata.csv",
          as_of: "2026-01-11",
          rows: 1,
          bytes: 1,
          sha256: "",
        }
      : undefined,
  phoneText: (digits: string) => digits,
  isFresh: () => true,
  jobTitle: ({ taxonomies, name }: Pick<Profile, "taxonomies" | "name">) =>
    jobTitle(taxonomies, name.credential),
  timeZone,
};

function cell(name: string, of: Profile = profile): string {
  const field = fieldCatalogue.find((known) => known.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field.value(of, lookups);
}

describe("the catalogue", () => {
  it.each([
    ["hb_first_name", "EUPHEMIA"],
    ["hb_middle_name", "Q"],
    ["hb_last_name", "PROBST"],
    ["hb_suffix", "JR"],
    ["hb_credential", "M.D."],
    ["hb_other_names", "EUPHEMIA EXEMPLAR (former); PROBST-EXEMPLAR (professional)"],
    ["hb_sex", "F"],
    ["hb_entity", "individual"],
    ["hb_organization_name", ""],
    ["hb_specialty", "Pediatrics"],
    ["hb_taxonomy_codes", "207Q00000X; 208000000X; 390200000X"],
    ["hb_licenses", "TX:K1234; NM:20071"],
    ["hb_license_states", "TX; NM"],
    ["hb_sole_proprietor", "no"],
    ["hb_active", "yes"],
    ["hb_enumeration_date", "2006-05-23"],
    ["hb_deactivation_date", ""],
    ["hb_last_updated", "2025-11-02"],
    ["hb_practice_address", "1 INVENTED WAY, STE 4"],
    ["hb_practice_city", "FAIRVIEW"],
    ["hb_practice_state", "TX"],
    ["hb_practice_zip", "75069-1234"],
    ["hb_mailing_address", "PO BOX 1"],
    ["hb_mailing_city", "AUSTIN"],
    ["hb_mailing_state", "TX"],
    ["hb_mailing_zip", "78701"],
    ["hb_phone", "2145550142"],
    ["hb_fax", "2145550143"],
    ["hb_phone_type", "practice"],
    ["hb_email", ""],
    ["hb_mobile", ""],
    ["hb_title", "Pediatrics Physician"],
    ["hb_time_zone", "America/Chicago"],
    ["hb_do_not_contact", ""],
    ["hb_source", "nppes"],
    ["hb_source_as_of", "2026-01-11"],
  ])("%s says %j", (name, text) => {
    expect(cell(name)).toBe(text);
  });

  it("says nothing about a profile that knows nothing", () => {
    const bare: Profile = {
      ...{ npi: "1234567893", entity: "organization", active: false, name: {} },
      ...{ other_names: [], taxonomies: [], addresses: [], sources: { main: 9 } },
    };
    const said = fieldCatalogue.filter(({ name }) => cell(name, bare) !== "");
    expect(said.map(({ name }) => name)).toEqual(["hb_entity", "hb_active"]);
  });

  it("names every column once, with our prefix", () => {
    const names = outputColumns(resolveFields("full"));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(alwaysColumns.length + fieldCatalogue.length);
    expect(names.filter((name) => !/^hb_[a-z_]+[23]?$/.test(name))).toEqual([]);
  });
});

describe("resolveFields", () => {
  it("gives a useful dozen by default", () => {
    const fields = resolveFields(undefined);
    expect(fields.length).toBe(15);
    expect(fields).toContain("hb_practice_zip");
    expect(resolveFields("default")).toEqual(fields);
  });

  it.each([
    ["last_name,hb_phone", ["hb_last_name", "hb_phone"]],
    [" HB_Phone , phone ,", ["hb_phone"]],
    ["phone,contact", ["hb_phone", ...resolveFields("contact").filter((f) => f !== "hb_phone")]],
    ["npi", []],
    ["", []],
  ])("reads %j", (text, fields) => {
    expect(resolveFields(text)).toEqual(fields);
  });

  it.each(presets)("preset %s holds fields of the catalogue", (preset) => {
    const known = fieldCatalogue.map(({ name }) => name);
    expect(resolveFields(preset).length).toBeGreaterThan(4);
    expect(known).toEqual(expect.arrayContaining(resolveFields(preset)));
  });

  it.each([
    ["specialti", 'Did you mean "specialty"?'],
    ["hb_lastname", 'Did you mean "last_name"?'],
    ["licence", 'Did you mean "licenses"?'],
    ["profesional", 'Did you mean "professional"?'],
    ["xyzzyq", "Presets: default, identity, contact, professional, full."],
  ])("refuses %s and helps", (text, hint) => {
    const refuse = () => resolveFields(text);
    expect(refuse).toThrow(UsageError);
    expect(refuse).toThrow(
      expect.objectContaining({ code: "unknown_field", hint: expect.stringContaining(hint) }),
    );
  });
});

describe("columns of an earlier run", () => {
  it("are found whatever their case, without those whose cells are the list's own", () => {
    const columns = ["Name", "hb_status", " HB_NPI", "hb_extra_1", "Hbox"];
    expect(existingHbColumns(columns)).toEqual(["hb_status", " HB_NPI"]);
    expect(existingHbColumns(["Name"])).toEqual([]);
  });
});
