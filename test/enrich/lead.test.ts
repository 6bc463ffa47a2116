import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../../src/enrich/rows/judge.ts";
import { leadText, readLead, toMatchRequest } from "../../src/enrich/rows/lead.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import { codeOfReason, reasonCodes } from "../../src/model/reason.ts";
import type { ColumnMapping } from "../../src/table/columns/lead-field.ts";

const npi = "1234567893";

describe("toMatchRequest", () => {
  const mapping: ColumnMapping = {
    first_name: { index: 0, column: "First", by: "name", confidence: 1 },
    last_name: { index: 1, column: "Last", by: "name", confidence: 1 },
    license_number: { index: 2, column: "License", by: "name", confidence: 1 },
    license_state: { index: 3, column: "License State", by: "name", confidence: 1 },
    zip: { index: 4, column: "Zip", by: "name", confidence: 1 },
  };
  const rowOf = (...cells: string[]) => ({
    kind: "record" as const,
    number: 17,
    line: 18,
    cells,
    extra: [],
    raw: new Uint8Array(),
    ending: "\n",
  });

  it("carries mapped cells under the row's number, empty ones left out", () => {
    const row = rowOf(" Euphemia\u00a0 ", "Probst", "K1234", "TX", "", "a note");
    expect(toMatchRequest(row, mapping)).toEqual({
      id: 17,
      name: { first: "Euphemia", last: "Probst" },
      license: { number: "K1234", state: "TX" },
    });
  });

  it("has no licence without its number", () => {
    expect(toMatchRequest(rowOf("", "", "", "TX", "75069"), mapping)).toEqual({
      id: 17,
      zip: "75069",
    });
  });
});

describe("readLead", () => {
  const mapping: ColumnMapping = {
    npi: { index: 0, column: "NPI", by: "name", confidence: 1 },
    full_name: { index: 1, column: "Name", by: "name", confidence: 1 },
    suffix: { index: 2, column: "Suffix", by: "name", confidence: 1 },
    city: { index: 3, column: "City", by: "name", confidence: 1 },
    license_number: { index: 4, column: "License", by: "name", confidence: 1 },
    graduation_year: { index: 5, column: "Graduated", by: "name", confidence: 1 },
  };
  const leadOf = (...cells: string[]) =>
    readLead(
      {
        ...{ kind: "record", number: 1, line: 2, cells, extra: [], ending: "" },
        raw: new Uint8Array(),
      },
      mapping,
    );

  it.each([
    ["letters that nobody can tell", ["", "Euph\ufffdmia Probst"]],
    ["the same, read as Windows-1252", ["", "Euph\u00ef\u00bf\u00bdmia Probst"]],
    ["the marks of a narrow column", ["", "########"]],
    ["a formula's error", ["", "#REF!"]],
    ["a date", ["", "4-Mar"]],
    ["an NPI that is not known to be wrong", ["N/A", "#VALUE!", "", "Fairview"]],
  ])("calls a name damaged that has become %s", (_, cells) => {
    expect(leadOf(...cells).problem).toBe(`name_damaged: ${reasonCodes.name_damaged}`);
  });

  it("goes on by the NPI beside a damaged name, and compares what is left of it", () => {
    const { request, problem } = leadOf(npi, "Euph\ufffdmia Probst");
    expect(problem).toBeUndefined();
    expect(request.name).toEqual({ full: "Euph\ufffdmia Probst" });
    expect(leadOf(npi, "########")).toEqual({ request: { id: 1, npi }, problem: undefined });
  });

  it("names the broken NPI first", () => {
    expect(leadOf("1.23E+09", "########").problem).toMatch(/^npi_scientific:/);
    expect(leadOf("1234567890", "4-Mar").problem).toMatch(/^npi_unusable:/);
  });

  it("leaves out of other cells what their field cannot mean", () => {
    const cells = ["", "Euphemia Probst", "4-Mar", "Fair\ufffdiew", "2024-03-04", "2012-05-20"];
    expect(leadOf(...cells).request).toEqual({
      id: 1,
      name: { full: "Euphemia Probst" },
      graduation_year: "2012-05-20",
    });
  });
});

describe("leadText", () => {
  it("tells leads apart by what they say, and by nothing else", () => {
    const texts = fc.record(
      {
        npi: fc.constantFrom("1", "2"),
        name: fc.record(
          { full: fc.constantFrom("a", "b"), last: fc.constantFrom("a", "b") },
          { requiredKeys: ["full"] },
        ),
        license: fc.record({ number: fc.constantFrom("1", "2") }),
        city: fc.constantFrom("a", "b"),
        state: fc.constantFrom("a", "b"),
        sex: fc.constantFrom("F", "M"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const same = canonical(a) === canonical(b);
        expect(leadText({ id: 1, ...a }) === leadText({ id: 2, ...b })).toBe(same);
      }),
    );
  });

  function canonical(lead: object): string {
    const sorted = Object.entries(lead).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify(
      sorted.map(([field, value]) => [
        field,
        typeof value === "object" ? Object.entries(value).sort() : value,
      ]),
    );
  }
});

describe("judge", () => {
  const name = { full: "Euphemia Probst" };
  it.each<[string, Omit<MatchRequest, "id">]>([
    ["a name", { name }],
    ["split names", { name: { first: "Euphemia", last: "Probst" } }],
    ["an NPI", { npi }],
    ["an NPI as a float", { npi: `${npi}.0` }],
    ["an unusable NPI beside a name", { npi: "1234567890", name }],
    ["a licence and its state", { license: { number: "K1234", state: "TX" } }],
    ["a licence and the state of the address", { license: { number: "K1234" }, state: "TX" }],
    ["a telephone number", { phone: "(217) 555-0142" }],
    ["an e-mail address that reads as a name", { email: "euphemia.probst@example.org" }],
    [
      "an initial and a surname whose first name the e-mail address gives",
      { name: { first: "E", last: "Probst" }, email: "euphemia.probst@example.org" },
    ],
    ["an initial and a surname in a place", { name: { first: "E", last: "Probst" }, state: "TX" }],
    ["a name in another script beside an NPI", { npi, name: { full: "李雷" } }],
  ])("asks about %s", (_, request) => {
    expect(judge({ id: 1, ...request })).toBeUndefined();
  });

  it.each<[string, string, Omit<MatchRequest, "id">]>([
    ["nothing_to_search", "nothing", {}],
    ["nothing_to_search", "a place", { city: "Fairview", state: "TX" }],
    ["nothing_to_search", "an e-mail address of initials", { email: "e.probst@example.org" }],
    ["nothing_to_search", "an office's e-mail address", { email: "front.desk@example.org" }],
    ["nothing_to_search", "a licence of no state", { license: { number: "K1234" } }],
    ["nothing_to_search", "a telephone number cut short", { phone: "555-0142" }],
    ["npi_unusable", "an NPI that fails its check digit", { npi: "1234567890" }],
    ["npi_unusable", "an NPI cut short", { npi: "12345678" }],
    ["npi_scientific", "an NPI that lost its digits", { npi: "1.23457E+09" }],
    ["other_script", "a name in another script", { name: { full: "李雷" } }],
    ["no_person", "a vacancy", { name: { full: "Vacant - RN" }, state: "TX" }],
    ["no_person", "a test in columns", { name: { first: "Test", last: "Test" } }],
    ["no_person", "a role with an e-mail", { name: { full: "Front Desk" }, email: "a.vogt@x.org" }],
    ["nothing_to_search", "a name that is not told", { name: { full: "Unknown" }, state: "TX" }],
    ["lone_initial", "an initial and a surname", { name: { first: "E", last: "Probst" } }],
  ])("finds %s in %s", (code, _, request) => {
    const reason = judge({ id: 1, ...request }) ?? "";
    expect(codeOfReason(reason)).toBe(code);
    expect(Object.keys(reasonCodes)).toContain(code);
    expect(reason).toBe(`${code}: ${reasonCodes[code as keyof typeof reasonCodes]}`);
  });
});
