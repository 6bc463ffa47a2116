import { beforeAll, describe, expect, it } from "vitest";
import { npidataColumns } from "../../bench/people/npidata-header.ts";
import type { Profile } from "../../src/model/profile.ts";
import { deactivatedRow, npidata, organizationRow, personRow, type Row } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { openWorkshop, type Workshop } from "./memory-release.ts";

const npi = npiOf(1);
let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

async function importRows(rows: readonly Row[], name = "npidata.csv"): Promise<Profile[]> {
  const { profiles } = await workshop.build([await workshop.file(name, npidata(rows))]);
  return [...profiles.values()];
}

async function importPerson(cells: Row): Promise<Profile> {
  const [profile] = await importRows([personRow(npi, cells)]);
  if (profile === undefined) throw new Error("no profile");
  return profile;
}

describe("the NPPES main file", () => {
  it("gives a person's whole profile", async () => {
    expect(
      await importPerson({
        "Provider Middle Name": "Q",
        "Provider Name Prefix Text": "DR.",
        "Provider Name Suffix Text": "JR.",
        "Provider Credential Text": "M.D.",
        "Provider Other Last Name": "TESTERMANN",
        "Provider Other First Name": "ARABELLA",
        "Provider Other Last Name Type Code": "1",
        "Provider Second Line Business Practice Location Address": "SUITE 7",
        "Provider Business Practice Location Address Fax Number": "6145550124",
        "Replacement NPI": npiOf(2),
      }),
    ).toEqual({
      npi,
      entity: "individual",
      active: true,
      name: {
        prefix: "DR.",
        first: "ARABELLA",
        middle: "Q",
        last: "QUILLFEATHER",
        suffix: "JR.",
        credential: "M.D.",
      },
      other_names: [{ kind: "former", first: "ARABELLA", last: "TESTERMANN" }],
      sex: "F",
      sole_proprietor: false,
      enumeration_date: "2006-05-23",
      last_updated: "2020-07-08",
      certification_date: "2020-07-08",
      replacement_npi: npiOf(2),
      taxonomies: [{ code: "207L00000X", license: "0012345", license_state: "OH", primary: true }],
      addresses: [
        {
          kind: "practice",
          line1: "1 SAMPLE WAY",
          line2: "SUITE 7",
          city: "EXAMPLEVILLE",
          state: "OH",
          zip: "430010002",
          country: "US",
          phone: "6145550123",
          fax: "6145550124",
        },
        {
          kind: "mailing",
          line1: "PO BOX 4711",
          city: "EXAMPLEVILLE",
          state: "OH",
          zip: "430010001",
          country: "US",
        },
      ],
      sources: { main: 0 },
    });
  });

  it.each([
    ["1", "former"],
    ["2", "professional"],
    ["5", "other"],
    ["5.0", "other"],
    ["", "other"],
  ])("other name type %j of a person is %s", async (code, kind) => {
    const { other_names } = await importPerson({
      "Provider Other Last Name": "TESTERMANN",
      "Provider Other Last Name Type Code": code,
    });
    expect(other_names).toEqual([{ kind, last: "TESTERMANN" }]);
  });

  it.each([
    ["3", "doing_business_as"],
    ["4", "former_legal_business"],
    ["5", "other"],
  ])("other name type %j of an organisation is %s", async (code, kind) => {
    const [profile] = await importRows([
      organizationRow(npi, {
        "Provider Other Organization Name": "SAMPLETON HEALTH",
        "Provider Other Organization Name Type Code": code,
      }),
    ]);
    expect(profile).toMatchObject({
      entity: "organization",
      name: {},
      organization_name: "SAMPLETON CLINIC LLC",
      other_names: [{ kind, organization_name: "SAMPLETON HEALTH" }],
    });
  });

  it("drops placeholders and masks wherever they stand", async () => {
    const [organization] = await importRows([
      organizationRow(npi, {
        "Provider Other Organization Name": "<UNAVAIL>",
        "Provider Other Organization Name Type Code": "6",
      }),
    ]);
    expect(organization?.other_names).toEqual([]);
    const person = await importPerson({
      "Provider Name Prefix Text": "--",
      "Provider Name Suffix Text": "--",
      "Provider License Number_1": "$$$$$$$$$",
      "Provider Business Practice Location Address Telephone Number": "0000000000",
    });
    expect(person.name).toEqual({ first: "ARABELLA", last: "QUILLFEATHER" });
    expect(person.taxonomies).toEqual([{ code: "207L00000X", license_state: "OH", primary: true }]);
    expect(person.addresses[0]).not.toHaveProperty("phone");
  });

  it("keeps all fifteen taxonomies with their licences; the one switched Y is primary", async () => {
    const cells: Record<string, string> = {};
    for (let slot = 1; slot <= 15; slot++) {
      cells[`Healthcare Provider Taxonomy Code_${slot}`] = `2084P080${slot % 10}X`;
      cells[`Provider License Number_${slot}`] = `00${slot}`;
      cells[`Provider License Number State Code_${slot}`] = "TX";
      cells[`Healthcare Provider Primary Taxonomy Switch_${slot}`] = slot === 4 ? "Y" : "N";
    }
    const { taxonomies } = await importPerson(cells);
    expect(taxonomies).toHaveLength(15);
    expect(taxonomies.map(({ license }) => license)).toContain("0015");
    expect(taxonomies.flatMap(({ primary }, index) => (primary ? [index] : []))).toEqual([3]);
  });

  it("takes the first taxonomy as primary when none is switched on", async () => {
    const { taxonomies } = await importPerson({
      "Healthcare Provider Primary Taxonomy Switch_1": "X",
      "Healthcare Provider Taxonomy Code_2": "208D00000X",
      "Healthcare Provider Primary Taxonomy Switch_2": "N",
    });
    expect(taxonomies.map(({ primary }) => primary)).toEqual([true, false]);
  });

  it("takes X for a sex and no answer for sole proprietor", async () => {
    const profile = await importPerson({ "Provider Sex Code": "X", "Is Sole Proprietor": "X" });
    expect(profile.sex).toBe("X");
    expect(profile).not.toHaveProperty("sole_proprietor");
  });

  it("repairs what spreadsheets and data frames did to a copy", async () => {
    const profile = await importPerson({
      "Entity Type Code": "1.0",
      "Provider Enumeration Date": "6/1/06",
      "Last Update Date": "6/15/26",
      "Provider Business Practice Location Address State Name": "MAINE",
      "Provider Business Practice Location Address Postal Code": "41023134.0",
      "Provider Business Practice Location Address Telephone Number": "3088652512.0",
      "Provider License Number_1": "6.03E+11",
    });
    expect(profile).toMatchObject({
      entity: "individual",
      enumeration_date: "2006-06-01",
      last_updated: "2026-06-15",
    });
    expect(profile.addresses[0]).toMatchObject({
      state: "ME",
      zip: "041023134",
      phone: "3088652512",
    });
    expect(profile.taxonomies[0]?.license).toBe("6.03E+11");
  });

  it("keeps foreign places as they stand", async () => {
    const { addresses } = await importPerson({
      "Provider Business Practice Location Address State Name": "ONTARIO",
      "Provider Business Practice Location Address Postal Code": "K1A 0B1",
      "Provider Business Practice Location Address Country Code (If outside U.S.)": "CA",
    });
    expect(addresses[0]).toMatchObject({ state: "ONTARIO", zip: "K1A 0B1", country: "CA" });
  });

  it("knows a deactivated provider by NPI and date alone", async () => {
    expect(await importRows([deactivatedRow(npi, "02/05/2024")])).toEqual([
      {
        npi,
        entity: "individual",
        active: false,
        name: {},
        other_names: [],
        deactivation_date: "2024-02-05",
        taxonomies: [],
        addresses: [],
        sources: { main: 0, deactivation: 0 },
      },
    ]);
  });

  it("takes a reactivated provider as active, with both dates", async () => {
    const profile = await importPerson({
      "NPI Deactivation Date": "02/05/2019",
      "NPI Reactivation Date": "03/06/2019",
    });
    expect(profile).toMatchObject({
      active: true,
      deactivation_date: "2019-02-05",
      reactivation_date: "2019-03-06",
      name: { last: "QUILLFEATHER" },
    });
  });

  it.each([
    ["V1, with a gender code", (name: string) => name.replace("Sex", "Gender")],
    ["in lower case with padding", (name: string) => ` ${name.toLowerCase()}\t`],
  ])("reads a header %s", async (_, rename) => {
    const columns = npidataColumns.map(rename);
    const row = Object.fromEntries(
      Object.entries(personRow(npi)).map(([name, cell]) => [rename(name), cell]),
    );
    const file = await workshop.file("npidata-header.csv", npidata([row], columns));
    const { profiles } = await workshop.build([file]);
    expect(profiles.get(npi)).toMatchObject({ sex: "F", name: { first: "ARABELLA" } });
  });

  it("reads a byte order mark, CRLF and bare values", async () => {
    const text = npidata([personRow(npi)])
      .replaceAll('"', "")
      .replaceAll("\n", "\r\n");
    const { profiles } = await workshop.build([await workshop.file("bare.csv", `\ufeff${text}`)]);
    expect(profiles.get(npi)?.certification_date).toBe("2020-07-08");
  });

  it("does not count the empty rows that a spreadsheet leaves", async () => {
    const file = await workshop.file("empty-rows.csv", npidata([personRow(npi), {}, {}]));
    const { profiles, sources } = await workshop.build([file]);
    expect(profiles.size).toBe(1);
    expect(sources[0]?.rows).toBe(1);
  });

  it.each([
    ["an NPI with a wrong check digit", { NPI: "1234567890" }, "line 3: the NPI column"],
    ["an entity type that does not exist", { "Entity Type Code": "7" }, "line 3: the entity type"],
  ])("refuses %s", async (_, cells, message) => {
    const rows = [personRow(npiOf(5)), personRow(npi, cells)];
    const error = await importRows(rows).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "source_malformed", exitCode: 3 });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("1234567890");
  });

  it("names a column that is missing", async () => {
    const columns = npidataColumns.filter((name) => name !== "Is Sole Proprietor");
    const { "Is Sole Proprietor": _, ...row } = personRow(npi);
    const file = await workshop.file("narrow.csv", npidata([row], columns));
    await expect(workshop.build([file])).rejects.toThrow(
      'narrow.csv, line 1: the column "Is Sole Proprietor" is missing.',
    );
  });
});
