import { describe, expect, it, test } from "vitest";
import type { Profile } from "../../../src/model/profile.ts";
import { apiAnswerSchema } from "../../../src/service/nppes/api-answer.ts";
import { toProfile } from "../../../src/service/nppes/to-profile.ts";
import { type Era, toResult } from "../../helpers/nppes-results.ts";
import { npiOf } from "../../helpers/profiles.ts";

const person: Profile = {
  npi: npiOf(1),
  entity: "individual",
  active: true,
  name: { prefix: "DR.", first: "ARABELLA", middle: "M", last: "O'SAMPLE-MUSTER", suffix: "III" },
  other_names: [{ kind: "former", first: "ARABELLA", last: "MUSTER", credential: "M.D." }],
  sex: "F",
  sole_proprietor: true,
  enumeration_date: "2006-05-23",
  last_updated: "2021-07-08",
  certification_date: "2021-07-08",
  taxonomies: [
    { code: "207Q00000X", primary: false },
    { code: "207R00000X", license: "0012345", license_state: "OH", primary: true },
  ],
  addresses: [
    {
      kind: "practice",
      line1: "1 SAMPLE WAY",
      line2: "SUITE 2",
      city: "EXAMPLEVILLE",
      state: "OH",
      zip: "430010002",
      country: "US",
      phone: "6145550123",
      fax: "6145550124",
    },
    {
      kind: "mailing",
      line1: "PO BOX 1",
      city: "EXAMPLEVILLE",
      state: "OH",
      zip: "430010001",
      country: "US",
    },
    {
      kind: "secondary",
      line1: "9 OTHER RD",
      city: "SAMPLETON",
      state: "TX",
      zip: "75001",
      country: "US",
      phone: "2145550199",
    },
  ],
  sources: { main: 0 },
};

const organization: Profile = {
  npi: npiOf(2),
  entity: "organization",
  active: true,
  name: {},
  organization_name: "SAMPLETON CLINIC LLC",
  other_names: [{ kind: "doing_business_as", organization_name: "SAMPLETON CARE" }],
  enumeration_date: "2006-05-23",
  last_updated: "2021-07-08",
  taxonomies: [{ code: "261Q00000X", primary: true }],
  addresses: [
    {
      kind: "practice",
      line1: "1 SAMPLE WAY",
      city: "SAMPLETON",
      state: "TX",
      zip: "75001",
      country: "US",
    },
    {
      kind: "mailing",
      line1: "1 SAMPLE WAY",
      city: "SAMPLETON",
      state: "TX",
      zip: "75001",
      country: "US",
    },
  ],
  sources: { main: 0 },
};

function read(results: readonly unknown[], era: Era = "today"): Profile[] {
  const answer = apiAnswerSchema.parse({ result_count: era === "today" ? 1 : 77, results });
  return answer.kind === "results" ? answer.results.map(toProfile) : [];
}

describe.each(["2019", "today"] as const)("a reply of %s", (era) => {
  test.each([person, organization])("gives the $entity in the form of an import", (profile) => {
    expect(read([toResult(profile, era)], era)).toEqual([profile]);
  });
});

type Basic = Record<string, unknown>;

function changed(change: Basic, basic: Basic = {}): Profile | undefined {
  const result = toResult(person, "today");
  return read([{ ...result, ...change, basic: { ...(result.basic as Basic), ...basic } }])[0];
}

describe("what NPPES writes where it has nothing to say", () => {
  it.each([
    ["a placeholder", { name_prefix: "--", name_suffix: "--" }, ["prefix", "suffix"]],
    ["null", { middle_name: null, name_suffix: null }, ["middle", "suffix"]],
    ["a mask", { middle_name: "<UNAVAIL>" }, ["middle"]],
  ] as const)("%s is no part of a name", (_, basic, parts) => {
    const name: Record<string, string> = { ...person.name };
    for (const part of parts) delete name[part];
    expect(changed({}, basic)?.name).toEqual(name);
  });

  it("lists that are missing or null are empty", () => {
    const bare = changed({ practiceLocations: null, other_names: undefined, taxonomies: null });
    expect(bare).toMatchObject({ other_names: [], taxonomies: [] });
    expect(bare?.addresses.map(({ kind }) => kind)).toEqual(["practice", "mailing"]);
  });

  it("a state in words, a telephone with dashes and a lost zero are as an import reads them", () => {
    const address = { address_purpose: "LOCATION", city: "EXAMPLEVILLE", country_code: "US" };
    const profile = changed({
      addresses: [
        { ...address, state: "GEORGIA", postal_code: 303010002, telephone_number: "404-555-0123" },
        { ...address, address_purpose: "MAILING", state: "ME", postal_code: "4101" },
      ],
      practiceLocations: [
        { ...address, state: "KANAGAWA", postal_code: "220-0012", country_code: "JP" },
      ],
    });
    expect(profile?.addresses).toMatchObject([
      { state: "GA", zip: "303010002", phone: "4045550123" },
      { state: "ME", zip: "04101" },
      { state: "KANAGAWA", zip: "220-0012", country: "JP" },
    ]);
  });

  it("of taxonomies without a mark the first is primary, and null is no license", () => {
    const slot = { desc: null, license: null, state: null, taxonomy_group: "" };
    const profile = changed({
      taxonomies: [
        { ...slot, code: "207q00000x", primary: false },
        { ...slot, code: "207R00000X" },
      ],
    });
    expect(profile?.taxonomies).toEqual([
      { code: "207Q00000X", primary: true },
      { code: "207R00000X", primary: false },
    ]);
  });
});

describe("who is active", () => {
  it.each([
    ["reactivated", { deactivation_date: "2015-03-02", reactivation_date: "2015-04-02" }, true],
    [
      "reactivated, of which only the status is left",
      { deactivation_date: "2015-03-02", status: "A" },
      true,
    ],
    ["deactivated", { deactivation_date: "2015-03-02", status: "D" }, false],
  ])("%s", (_, basic, active) => {
    expect(changed({}, basic)?.active).toBe(active);
  });
});

describe("an answer", () => {
  it.each([
    [[{ field: "generic", number: "04", description: "…" }]],
    [[{ description: "…", number: "04", field: "generic" }]],
    [[{ number: 4 + 0, description: "…" }]],
  ])("of errors is none of nobody: %j", (errors) => {
    const answer = apiAnswerSchema.parse({ Errors: errors });
    expect(answer.kind).toBe("errors");
  });

  it("of one odd record among good ones is read without it, and says so", () => {
    const good = toResult(person, "today");
    const answer = apiAnswerSchema.parse({ results: [good, { ...good, number: "12345" }, null] });
    expect(answer).toMatchObject({ kind: "results", results: [{ number: person.npi }], unread: 2 });
  });

  it.each([
    {},
    { result_count: 0 },
    { results: {} },
    { results: [{ number: "12345", enumeration_type: "NPI-1", basic: {} }] },
    { results: [{ number: npiOf(1), enumeration_type: "NPI-3", basic: {} }] },
    { results: [{ number: npiOf(1), enumeration_type: "NPI-1" }] },
    "<html>",
    null,
  ])("of anything else is unusable: %j", (body) => {
    expect(apiAnswerSchema.safeParse(body).success).toBe(false);
  });
});
