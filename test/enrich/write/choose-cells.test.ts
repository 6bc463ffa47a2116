import { describe, expect, it } from "vitest";
import { chooseCells } from "../../../src/enrich/write/choose-cells.ts";
import { companionsOf } from "../../../src/enrich/write/companion-columns.ts";
import type { WritePlan } from "../../../src/enrich/write/plan-writing.ts";
import { understandColumns } from "../../../src/enrich/write/understand-columns.ts";
import type { CellProblem } from "../../../src/table/table.ts";
import { record } from "../../table/sheet-list.ts";

/** Values by the names that the plan asks for, ranked ones too. */
const values = new Map([
  ...[
    ["email", "new@x.org"],
    ["email_2", "second@x.org"],
    ["phone", "2175550101"],
  ],
  ...[
    ["hb_practice_address", "12 ELM STREET, SUITE 4"],
    ["hb_practice_city", "SAINT LOUIS"],
  ],
  ...[
    ["hb_practice_state", "MO"],
    ["hb_practice_zip", "63101-1234"],
  ],
  ...[
    ["hb_mailing_city", "RENO"],
    ["hb_mailing_zip", "89501"],
    ["title", "Surgeon"],
  ],
] as [string, string][]);

interface Case {
  /** Header and cell of each column; with a `!` in front it is one to overwrite. */
  row: Record<string, string>;
  /** What the cells are to become, where they change. */
  becomes: Record<string, string>;
  verified?: string[];
  licenses?: string;
  reached?: string[];
  problems?: CellProblem[];
}

function choose({ row, licenses = "", reached = [], problems = [] }: Case) {
  const names = Object.keys(row);
  const columns = names.map((name) => name.replace("!", ""));
  const overwrites = names.some((name) => name.startsWith("!"));
  const mapping = Object.fromEntries(
    (["license_number", "license_state"] as const).flatMap((field) => {
      const index = columns.indexOf(field === "license_number" ? "License" : "License State");
      return index === -1 ? [] : [[field, { index, column: "", by: "name", confidence: 1 }]];
    }),
  );
  const understood = understandColumns({
    ...{ columns, mapping, said: new Map(), barred: new Set<number>(), namesAsNamed: true },
  });
  const plan: WritePlan = {
    mode: overwrites ? "overwrite" : "fill",
    understood,
    values: [],
    columns: understood
      .filter(({ index }) => !overwrites || names[index]?.startsWith("!"))
      .map((column) => ({
        ...column,
        name: columns[column.index] as string,
        values: namesOf(column),
        ...companionsOf(column.index, column.field, columns),
      })),
  };
  const all = new Map([...values, ["hb_licenses", licenses]]);
  const cells = record(1, Object.values(row), { cellProblems: problems });
  return chooseCells(cells, plan, { values: all, reached });
}

function namesOf({ field, set }: { field: string; set?: string | undefined }): string[] {
  if (set === "license") return ["hb_licenses"];
  if (set !== undefined) return [`hb_${set}_${field}`];
  return [field, `${field}_2`];
}

const cases: Record<string, Case> = {
  "an empty cell": { row: { Email: "" }, becomes: { Email: "new@x.org" } },
  "a blank cell": { row: { Email: " \u00a0" }, becomes: { Email: "new@x.org" } },
  "a cell that says something": { row: { Email: "old@x.org" }, becomes: {} },
  "the second of two": {
    row: { Email: "old@x.org", "Email 2": "" },
    becomes: { "Email 2": "new@x.org" },
  },
  "the one that the row does not have": {
    row: { Email: "", "Email 2": "NEW@x.org" },
    becomes: { Email: "second@x.org" },
  },
  "both of two": {
    row: { Email: "", "Email 2": "" },
    becomes: { Email: "new@x.org", "Email 2": "second@x.org" },
  },
  "no third, where there are two": {
    row: { Email: "", "Email 2": "", "Email 3": "" },
    becomes: { Email: "new@x.org", "Email 2": "second@x.org" },
  },
  "nothing that may not be used": { row: { Phone: "", "Do Not Call": "yes" }, becomes: {} },
  "nothing where nobody knows what stands there": {
    row: { Email: "" },
    problems: [{ column: 0, problem: "formula_error" }],
    becomes: {},
  },
  "an address as a whole": {
    row: { Address: "", City: "", State: "", Zip: "" },
    becomes: {
      ...{ Address: "12 ELM STREET, SUITE 4", City: "SAINT LOUIS" },
      ...{ State: "MO", Zip: "63101-1234" },
    },
  },
  "what an address lacks, however it is written": {
    row: { Address: "12 Elm St. Ste 4", City: "St. Louis", State: "Missouri", Zip: "" },
    becomes: { Zip: "63101-1234" },
  },
  "no ZIP beside the city of another address": {
    row: { City: "Reno", State: "", Zip: "" },
    becomes: {},
  },
  "no city beside another street": {
    row: { Address: "99 Oak Ave", City: "" },
    becomes: {},
  },
  "a mailing address by itself": {
    row: { City: "Kansas City", Zip: "", "Mailing City": "Reno", "Mailing Zip": "" },
    becomes: { "Mailing Zip": "89501" },
  },
  "one license": {
    row: { License: "", "License State": "" },
    licenses: "MO:L1",
    becomes: { License: "L1", "License State": "MO" },
  },
  "the license of the state": {
    row: { License: "", "License State": "Kansas" },
    licenses: "MO:L1; KS:20",
    becomes: { License: "20" },
  },
  "none of several": { row: { License: "" }, licenses: "MO:L1; KS:20", becomes: {} },
  "over what stands there": { row: { "!Email": "old@x.org" }, becomes: { "!Email": "new@x.org" } },
  "also where it is empty": { row: { "!Email": "" }, becomes: { "!Email": "new@x.org" } },
  "nothing over the same in other letters": { row: { "!Email": "New@X.org " }, becomes: {} },
  "nothing over the same number": { row: { "!Phone": "+1 (217) 555-0101" }, becomes: {} },
  "no column that was not named": {
    row: { "!Email": "old@x.org", Phone: "" },
    becomes: { "!Email": "new@x.org" },
  },
  "nothing that another column has": {
    row: { "!Email": "old@x.org", "Email 2": "new@x.org" },
    becomes: { "!Email": "second@x.org" },
  },
  "nothing over a verified value": {
    row: { "!Email": "old@x.org", "Email Verified": "yes" },
    verified: ["Email"],
    becomes: {},
  },
  "nothing over a value that reached the person": {
    row: { "!Phone": "(312) 555-0102" },
    reached: ["3125550102"],
    verified: ["Phone"],
    becomes: {},
  },
  "over a value that is called invalid": {
    row: { "!Email": "old@x.org", "Email Verified": "invalid" },
    becomes: { "!Email": "new@x.org" },
  },
  "into an empty cell that is called verified": {
    row: { "!Email": "", "Email Verified": "yes" },
    becomes: { "!Email": "new@x.org" },
  },
  "nothing with nothing": {
    row: { "!Email 2": "x@x.org", "!Mailing State": "NV" },
    becomes: { "!Email 2": "new@x.org" },
  },
  "a whole address over another": {
    row: { "!City": "Reno", "!State": "NV", "!Zip": "89501" },
    becomes: { "!City": "SAINT LOUIS", "!State": "MO", "!Zip": "63101-1234" },
  },
  "no part of an address over that of another": {
    row: { "!City": "Reno", State: "NV", "!Zip": "89501" },
    becomes: {},
  },
  "no address over one with a verified part of another": {
    row: { "!City": "Reno", "City Verified": "yes", "!Zip": "89501" },
    becomes: {},
  },
};

describe("what is written", () => {
  it.each(Object.entries(cases))("%s", (_, given) => {
    const decisions = choose(given);
    const names = Object.keys(given.row);
    const written = decisions.filter(({ text }) => text !== "");
    expect(Object.fromEntries(written.map(({ index, text }) => [names[index], text]))).toEqual(
      given.becomes,
    );
    const kept = decisions.filter(({ rule }) => rule === "kept_verified");
    expect(kept.map(({ name }) => name)).toEqual(given.verified ?? []);
    const mode = names.some((name) => name.startsWith("!")) ? "overwrite" : "fill";
    expect(new Set(written.map(({ rule }) => rule))).toEqual(
      new Set(written.length === 0 ? [] : [mode]),
    );
  });
});
