import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentTests } from "../../src/enrich/rows/content-tests.ts";
import type { LeadField } from "../../src/table/columns/lead-field.ts";
import { type MappedList, mapColumns } from "../../src/table/columns/map-columns.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";

/** A list of 24 rows: each column's cells over and over. */
function list(columns: Record<string, readonly string[]>): MappedList {
  const header = Object.keys(columns);
  const rows = Array.from({ length: 24 }, (_, row) =>
    header.map((name) => columns[name]?.[row % (columns[name]?.length ?? 1)] ?? ""),
  );
  return mapColumns(header, rows, new Map(), contentTests);
}

/** `field=Column` words, with `~` for content. */
function words({ mapping }: MappedList): string {
  return Object.entries(mapping)
    .map(([field, { column, by }]) => `${field}${by === "content" ? "~" : "="}${column}`)
    .join(" ");
}

const npis = Array.from({ length: 24 }, (_, n) => npiOf(n + 1));
const otherNpis = Array.from({ length: 24 }, (_, n) => npiOf(n + 101));
const wrongNpis = npis.map((npi) => `${npi.slice(0, 9)}${(Number(npi[9]) + 1) % 10}`);
const ids = Array.from({ length: 24 }, (_, n) => String(48_213 + n));
const people = ["Arabella Quillfeather MD", "Brandt, Karen", "Dr. Oscar Delmonico", "Ruth Vane"];
const others = ["Mary Westerbrook", "Peter Harlowe", "Tom Wierzbowski", "Ann Probst"];
const manyPeople = ["Mary", "Peter", "Tom", "Ann", "Robert", "Linda"].flatMap((first) =>
  ["Westerbrook", "Harlowe", "Wierzbowski", "Probst"].map((last) => `${first} ${last}`),
);
const states = ["TX", "OH", "NY", "CA"];
const otherStates = ["FL", "GA", "WA", "OR"];
const statuses = ["Active", "Inactive", "Pending"];
const phones = Array.from({ length: 24 }, (_, n) => `(512) 555-01${String(n + 10)}`);
const emails = Array.from({ length: 24 }, (_, n) => `lead${n}@example.com`);
const specialties = ["Cardiology", "Family Medicine", "Dermatology"];

describe("cells contradict a name", () => {
  test.each<[why: string, columns: Record<string, string[]>, mapped: string, notTaken: string]>([
    ["statuses are no states", { Name: people, State: statuses }, "full_name=Name", "state=State"],
    [
      "and the state is where the states are",
      { Name: people, State: statuses, Region: states },
      "full_name=Name state~Region",
      "state=State",
    ],
    ["ids are no telephones", { Name: people, Phone: ids }, "full_name=Name", "phone=Phone"],
    ["five digits are no NPI", { Name: people, NPI: ids }, "full_name=Name", "npi=NPI"],
    ["and the NPIs are where they are", { NPI: ids, "Ext Ref": npis }, "npi~Ext Ref", "npi=NPI"],
    ["numbers are no names", { Last: ids, NPI: npis }, "npi=NPI", "last_name=Last"],
    ["words are no ZIP codes", { NPI: npis, Zip: statuses }, "npi=NPI", "zip=Zip"],
    ["words are no e-mail", { NPI: npis, Email: statuses }, "npi=NPI", "email=Email"],
    ["ids are no cities", { NPI: npis, City: ids }, "npi=NPI", "city=City"],
  ])("%s", (_, columns, mapped, notTaken) => {
    const found = list(columns);
    expect(words(found)).toBe(mapped);
    expect(found.notTaken.map(({ field, column }) => `${field}=${column}`).join(" ")).toBe(
      notTaken,
    );
    expect(found.doubts).toEqual([]);
  });

  test("damaged values do not: what is wrong with them is said row by row", () => {
    expect(words(list({ NPI: wrongNpis }))).toBe("npi=NPI");
    expect(words(list({ NPI: npis.map((npi) => `1.${npi.slice(7)}E+09`) }))).toBe("npi=NPI");
    expect(words(list({ NPI: npis, Zip: ["4101", '="01230"'] }))).toBe("npi=NPI zip=Zip");
    expect(words(list({ Name: people.map((name, n) => `${n + 1}. ${name}`) }))).toBe(
      "full_name=Name",
    );
    expect(words(list({ NPI: npis, State: ["Ontario", "QC", "Texas"] }))).toBe(
      "npi=NPI state=State",
    );
    expect(words(list({ NPI: npis, Phone: ["+44 20 7946 0000", "5125550100"] }))).toBe(
      "npi=NPI phone=Phone",
    );
  });

  test("an empty column makes room for a filled one with a worse name", () => {
    const found = list({ NPI: npis, City: [""], "Mailing City": ["Austin"], Phone: phones });
    expect(words(found)).toBe("npi=NPI city=Mailing City phone=Phone");
  });

  test("a column of organizations makes room for one of people", () => {
    const clinics = ["Fairview Medical Center LLC", "Exampleville Hospital Inc"];
    expect(words(list({ Name: clinics, Physician: people }))).toBe("full_name=Physician");
  });
});

describe("cells find a column", () => {
  test.each<[why: string, columns: Record<string, string[]>, mapped: string]>([
    [
      "telephones, e-mail, states, specialties, credentials",
      { NPI: npis, a: phones, b: emails, c: states, d: specialties, e: ["DO", "NP", "M.D."] },
      "npi=NPI credential~e specialty~d state~c phone~a email~b",
    ],
    ["sexes", { NPI: npis, x: ["M", "F"] }, "npi=NPI sex~x"],
    ["no fax", { NPI: npis, Fax: phones }, "npi=NPI"],
    ["no recruiter", { NPI: npis, Recruiter: emails }, "npi=NPI"],
    ["nobody's address over and over", { NPI: npis, x: ["ann@example.com"] }, "npi=NPI"],
    ["no NPIs of others", { Name: people, "Referring Provider ID": npis }, "full_name=Name"],
    ["a column of MD is no state", { NPI: npis, x: ["MD"] }, "npi=NPI"],
    [
      "a department that is a specialty",
      { NPI: npis, Department: specialties },
      "npi=NPI specialty=Department",
    ],
    ["a department that is none", { NPI: npis, Department: ["Sales", "Legal"] }, "npi=NPI"],
    ["titles that are credentials", { NPI: npis, Title: ["MD", "NP"] }, "npi=NPI credential=Title"],
    ["titles that are none", { NPI: npis, Title: ["Dr.", "Mr."] }, "npi=NPI"],
    [
      "a city in a location",
      { NPI: npis, Location: ["Austin, TX", "Reno, NV"] },
      "npi=NPI city=Location",
    ],
    ["a license that is a state", { NPI: npis, License: states }, "npi=NPI license_state=License"],
  ])("%s", (_, columns, mapped) => {
    const found = list(columns);
    expect(words(found)).toBe(mapped);
    expect(found.doubts).toEqual([]);
  });
});

describe("confidence", () => {
  const of = (columns: Record<string, string[]>, field: LeadField): number =>
    list(columns).mapping[field]?.confidence ?? 0;

  test("is one where the user said it", () => {
    const said = new Map<LeadField, string>([["npi", "x"]]);
    expect(mapColumns(["x"], [], said, contentTests).mapping.npi?.confidence).toBe(1);
  });

  test("falls from name to qualified name, mixed cells, content, and rivals", () => {
    const falling = [
      of({ City: ["Austin"] }, "city"),
      of({ "Practice City": ["Austin"] }, "city"),
      of({ "Mailing City": ["Austin"] }, "city"),
      of({ City: ["Austin", "12", "Reno", "1234"] }, "city"),
      of({ Phone: phones, NPI: npis, phone: [...phones].reverse() }, "phone"),
    ];
    expect(falling).toEqual([...new Set(falling)].sort((a, b) => b - a));
    expect(falling[1]).toBeGreaterThan(0.9);
    expect(falling[3]).toBeLessThan(0.9);
    expect(falling[4]).toBe(0.5);
    expect(of({ Ref: npis }, "npi")).toBeGreaterThan(0.9);
    expect(of({ NPI: npis, x: states }, "state")).toBeLessThan(0.9);
    expect(of({ NPI: npis, Title: ["MD", "NP"] }, "credential")).toBeLessThan(0.9);
  });
});

describe("doubts", () => {
  const doubted = (columns: Record<string, string[]>): string[] =>
    list(columns).doubts.map(
      ({ field, why, columns: found }) =>
        `${field} ${why}: ${found.map(({ column, filled }) => `${column} ${filled}`).join(", ")}`,
    );

  test.each<[why: string, columns: Record<string, string[]>, doubts: string[]]>([
    [
      "equally good names",
      { "Provider Name": people, "Candidate Name": others },
      ["full_name equal: Provider Name 24, Candidate Name 24"],
    ],
    [
      "one name twice",
      { Name: people, State: states, "STATE ": otherStates },
      ["state equal: State 24, STATE  24"],
    ],
    [
      "NPIs under two names that say nothing",
      { Ref: npis, Code: otherNpis },
      ["npi equal: Ref 24, Code 24"],
    ],
    ["names that only the cells tell", { a: manyPeople, b: states }, ["full_name weak: a 24"]],
    [
      "ids of which a third are NPIs",
      { Name: people, ID: [...npis.slice(0, 8), ...ids.slice(0, 16)] },
      ["npi weak: ID 24"],
    ],
  ])("%s", (_, columns, doubts) => expect(doubted(columns)).toEqual(doubts));

  test.each<[why: string, columns: Record<string, string[]>]>([
    ["ranks decide", { NPI: npis, "Practice City": ["Austin"], "Mailing City": ["Reno"] }],
    ["a fax is none", { NPI: npis, Phone: phones, Fax: [...phones].reverse() }],
    ["nor are others' NPIs", { NPI: npis, "Supervising NPI": otherNpis, "Group NPI": otherNpis }],
    [
      "home and mailing addresses",
      { NPI: npis, "Home City": ["Austin"], "Mailing City": ["Reno"] },
    ],
    [
      "office and work telephones",
      { NPI: npis, "Work Phone": phones, "Office Phone": [...phones].reverse() },
    ],
    ["a contact is not the candidate", { "Candidate Name": people, "Contact Name": others }],
    ["both say the same", { "Provider Name": people, "Candidate Name": people }],
    ["one is hardly filled", { NPI: npis, State: states, "state ": ["WA", ...Array(23).fill("")] }],
    ["one holds other things", { "Provider Name": people, "Candidate Name": ["A12", "B13"] }],
    ["an id beside an NPI", { NPI: npis, ID: [...otherNpis.slice(0, 8), ...ids.slice(0, 16)] }],
    ["nothing in them", { "Provider Name": [""], "Candidate Name": [""] }],
  ])("none where %s", (_, columns) => expect(doubted(columns)).toEqual([]));

  test("none of a handful of rows: the first column, called unsure", () => {
    const rows = [
      ["TX", "OH"],
      ["KS", "MO"],
    ];
    const { mapping, doubts } = mapColumns(["State", "State"], rows, new Map(), contentTests);
    expect({ doubts, state: mapping.state }).toEqual({
      doubts: [],
      state: { index: 0, column: "State", by: "name", confidence: 0.5 },
    });
  });
});

describe("of any list", () => {
  const header = fc.oneof(
    fc.constantFrom("NPI", "Name", "First Name", "Last", "State", "Phone", "ID", "License", "Zip"),
    fc.string({ unit: "grapheme" }),
  );
  const cell = fc.oneof(
    fc.constantFrom("", "TX", "MD", "Ruth Vane", "512-555-0100", "a@example.com", "M", "78701"),
    fc.integer({ min: 0, max: 30 }).map(npiOf),
    fc.string({ unit: "grapheme" }),
  );
  const lists = fc.array(header, { maxLength: 8 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(cell, { maxLength: columns.length + 1 }), { maxLength: 30 }),
    }),
  );

  test("no column has two fields, and the order of the rows does not matter", async () => {
    const holds = fc.property(lists, ({ columns, rows }) => {
      const found = mapColumns(columns, rows, new Map(), contentTests);
      const indexes = Object.values(found.mapping).map(({ index }) => index);
      expect(new Set(indexes).size).toBe(indexes.length);
      for (const { index, column, confidence } of Object.values(found.mapping)) {
        expect(column).toBe(columns[index]);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      for (const { field, columns: doubted } of found.doubts) {
        expect(found.mapping[field]?.index).toBe(doubted[0]?.index);
      }
      const backwards = mapColumns(columns, [...rows].reverse(), new Map(), contentTests);
      expect(backwards).toEqual(found);
    });
    await fc.assert(holds, { numRuns: runs(200) });
  });
});
