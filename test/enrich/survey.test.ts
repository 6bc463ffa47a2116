import { describe, expect, it } from "vitest";
import { survey } from "../../src/enrich/rows/survey.ts";
import { InterruptedError } from "../../src/model/errors.ts";
import type { Suppressions } from "../../src/model/suppressions.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import type { LeadField } from "../../src/table/columns/lead-field.ts";
import { type MemoryRow, memoryTable } from "../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { npiOf } from "../helpers/profiles.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";

interface Given {
  service?: ReturnType<typeof fakeService>;
  suppressions?: Suppressions;
  overrides?: ReadonlyMap<LeadField, string>;
  prior?: number;
  nameOrder?: "first_last" | "last_first";
}

function surveyOf(table: ReturnType<typeof memoryTable>, given: Given = {}) {
  const { service = fakeService(), suppressions = noSuppressions, overrides = new Map() } = given;
  const { prior, nameOrder } = given;
  const signal = new AbortController().signal;
  return survey(table, { overrides, prior, nameOrder }, { service, suppressions, signal });
}

function listOf(rows: readonly MemoryRow[]) {
  return memoryTable({ columns: leadColumns, rows });
}

/** Letters only, all different. */
const word = (n: number) => String(n).replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));

describe("counting", () => {
  it("counts rows, rejected lines, surplus cells, cells per field and requests", async () => {
    const settled = await surveyOf(
      listOf([
        ["1", "Euphemia Probst", "Fairview", "TX"],
        "blank",
        { rejected: 'x"y' },
        ["2", "Florian Probst", " ", "OH", "", "", "", "", "more", "and more"],
        ["3", "Euphemia Probst", "Fairview", "TX"],
        ["4", "", "Fairview"],
      ]),
    );
    expect(settled).toMatchObject({
      rows: 5,
      rejected: 1,
      extra_columns: 2,
      requests: 2,
      release: "release-1",
      context: { name_order: "mixed", prior: 0.8 },
      context_from: { name_order: "default", prior: "default" },
    });
    expect(settled.cells).toMatchObject({ full_name: 3, city: 3, state: 3, npi: 0 });
    expect([...settled.repeated.values()]).toEqual([1]);
    expect(settled.input_sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reads the list once", async () => {
    const table = listOf(inventLeads(200));
    await surveyOf(table);
    expect(table.readings()).toBe(1);
  });

  it("reads it again when the cells say otherwise than the first rows did", async () => {
    const rows = Array.from({ length: 200 }, (_, n) => [
      `Euphemia Probst${word(n)}`,
      n < 64 ? "" : npiOf(n),
    ]);
    const table = memoryTable({ columns: ["Name", "Reference"], rows });
    const settled = await surveyOf(table);
    expect(settled.mapping.npi).toMatchObject({ index: 1, by: "content" });
    expect(settled.cells.npi).toBe(136);
    expect(table.readings()).toBe(2);
  });

  it("maps columns the same for every order of the rows", async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => [
      `Euphemia Probst${word(n)}`,
      n < 1200 ? "unknown" : npiOf(n),
    ]);
    const columns = ["Name", "Reference"];
    const forward = await surveyOf(memoryTable({ columns, rows }));
    const backward = await surveyOf(memoryTable({ columns, rows: rows.toReversed() }));
    expect(backward.mapping).toEqual(forward.mapping);
  });

  it("takes the user's word for a column", async () => {
    const table = memoryTable({ columns: ["A", "B"], rows: [["Euphemia Probst", "x"]] });
    const settled = await surveyOf(table, { overrides: new Map([["full_name", "A"]]) });
    expect(settled.mapping.full_name).toMatchObject({ index: 0, by: "map" });
    expect(settled.requests).toBe(1);
  });
});

describe("the context", () => {
  const names = (count: number, write: (first: string, last: string) => string) =>
    Array.from({ length: count }, (_, n) => [
      String(n),
      write(n % 2 === 0 ? "Euphemia" : "Desmond", `Probst${word(n)}`),
      "Fairview",
      "TX",
    ]);
  const forward = (first: string, last: string) => `${first} ${last}`;
  const backward = (first: string, last: string) => `${last} ${first}`;
  const counted = {
    EUPHEMIA: { first: 900, last: 1 },
    DESMOND: { first: 700, last: 12 },
    ...Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [
        `PROBST${word(n).toUpperCase()}`,
        { first: 0, last: 40 },
      ]),
    ),
  };

  it("of a short list is the release's", async () => {
    const service = fakeService({ names: counted, defaultPrior: 0.7 });
    const settled = await surveyOf(listOf(names(199, backward)), { service });
    expect(settled.context).toEqual({ name_order: "mixed", prior: 0.7 });
    expect(service.batches).toEqual([]);
    expect(service.nameCalls).toEqual([]);
  });

  it("is not estimated where the service counts nothing", async () => {
    const traits = { local: false, counts: false };
    const service = fakeService({ names: counted, defaultPrior: 0.7, traits });
    const settled = await surveyOf(listOf(names(300, backward)), { service });
    expect(settled.context).toEqual({ name_order: "mixed", prior: 0.7 });
    expect(settled.context_from).toMatchObject({ name_order: "default", prior: "default" });
    expect([...service.batches, ...service.nameCalls]).toEqual([]);
  });

  it.each([
    ["first_last", names(200, forward)],
    ["last_first", names(200, backward)],
    ["mixed", [...names(200, forward).slice(0, 100), ...names(200, backward).slice(100)]],
    ["mixed", names(200, (first, last) => `${last}, ${first}`)],
  ])("finds that names are written %s", async (order, rows) => {
    const settled = await surveyOf(listOf(rows), { service: fakeService({ names: counted }) });
    expect(settled.context.name_order).toBe(order);
    expect(settled.context_from.name_order).toBe("estimated");
  });

  it("estimates the prior from what the service thinks of a sample, to two decimals", async () => {
    const service = fakeService({
      answer: (request) => {
        const n = request.id % 4;
        if (n < 2) return matchedWith(request, npiOf(request.id), 1);
        const nobody = {
          id: request.id,
          status: "no_match" as const,
          confidence: 0,
          reason: "nobody: x",
        };
        if (n === 2) return nobody;
        return ambiguousBetween(request, [
          { npi: npiOf(1), confidence: 0.5 },
          { npi: npiOf(2), confidence: 0.5 },
        ]);
      },
    });
    const settled = await surveyOf(listOf(names(400, forward)), { service });
    expect(settled.context.prior).toBe(0.75);
    expect(settled.context_from.prior).toBe("estimated");
    expect(service.batches.map(({ context }) => context.prior)).toEqual([
      ...[0.8, 0.8, 0.8, 0.8],
      ...[0.75, 0.75, 0.75, 0.75],
    ]);
    expect(service.batches.every(({ with_profile }) => !with_profile)).toBe(true);
  });

  it("asks for at most a thousand leads a pass, and stays within .05 and .97", async () => {
    const certain = fakeService({ answer: (request) => matchedWith(request, npiOf(1), 1) });
    const rows = names(3000, forward);
    expect((await surveyOf(listOf(rows), { service: certain })).context.prior).toBe(0.97);
    expect(certain.asked.length).toBe(2000);
  });

  it("does not hang on the order of the rows", async () => {
    const rows = inventLeads(1500, 9);
    const there = await surveyOf(listOf(rows));
    const back = await surveyOf(listOf(rows.toReversed()));
    expect(back.context).toEqual(there.context);
    expect(back.requests).toBe(there.requests);
    expect(back.mapping).toEqual(there.mapping);
    expect(there.context_from.prior).toBe("estimated");
  });

  it("is the user's where the user says so, and nothing is asked for it", async () => {
    const service = fakeService({ names: counted });
    const settled = await surveyOf(listOf(names(300, forward)), {
      service,
      prior: 0.33,
      nameOrder: "last_first",
    });
    expect(settled.context).toEqual({ name_order: "last_first", prior: 0.33 });
    expect(settled.context_from).toMatchObject({ name_order: "flag", prior: "flag" });
    expect(service.batches).toEqual([]);
    expect(service.nameCalls).toEqual([]);
  });

  it("needs no estimate for a list of NPIs alone", async () => {
    const service = fakeService();
    const rows = Array.from({ length: 300 }, (_, n) => [npiOf(n)]);
    const settled = await surveyOf(memoryTable({ columns: ["NPI"], rows }), { service });
    expect(settled.requests).toBe(300);
    expect(settled.context_from.prior).toBe("default");
    expect(service.batches).toEqual([]);
  });

  it("sends no suppressed lead for an estimate", async () => {
    const rows = names(400, forward).map((row, n) => [...row, "", n < 50 ? "2175550142" : ""]);
    const service = fakeService({ names: counted });
    const suppressions = fakeSuppressions(({ phones }) => phones?.includes("2175550142") === true);
    await surveyOf(listOf(rows), { service, suppressions });
    expect(service.asked.length).toBeGreaterThan(0);
    expect(service.asked.filter(({ phone }) => phone !== undefined)).toEqual([]);
    expect(service.nameCalls.flat()).not.toContain(`PROBST${word(7).toUpperCase()}`);
  });
});

it("an interruption ends a survey whose service hangs", async () => {
  const stop = new AbortController();
  const service = fakeService({
    before: () => {
      setTimeout(() => stop.abort(), 5);
      return new Promise(() => undefined);
    },
  });
  const deps = { service, suppressions: noSuppressions, signal: stop.signal };
  const surveying = survey(listOf(inventLeads(400)), { overrides: new Map() }, deps);
  await expect(surveying).rejects.toBeInstanceOf(InterruptedError);
});

describe("name columns", () => {
  const firstNames = ["Euphemia", "Desmond", "Cordelia", "Florian"];
  const counted = {
    ...Object.fromEntries(firstNames.map((name) => [name.toUpperCase(), { first: 500, last: 2 }])),
    ...Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [
        `PROBST${word(n).toUpperCase()}`,
        { first: 1, last: 30 },
      ]),
    ),
  };

  /** 250 people in columns of first and last names, each row as `cells` says. */
  async function columnsOf(
    cells: (first: string, last: string, n: number) => [string, string],
    { count = 250, options = {} }: { count?: number; options?: object } = {},
  ) {
    const rows = Array.from({ length: count }, (_, n) =>
      cells(firstNames[n % 4] as string, `Probst${word(n)}`, n),
    );
    const table = memoryTable({ columns: ["First Name", "Last Name"], rows });
    const service = fakeService({ names: counted });
    const deps = { service, suppressions: noSuppressions, signal: new AbortController().signal };
    return survey(table, { overrides: new Map(), ...options }, deps);
  }

  it.each<[string, string, (first: string, last: string, n: number) => [string, string]]>([
    ["as_named", "as their headers say", (first, last) => [first, last]],
    ["swapped", "exchanged", (first, last) => [last, first]],
    ["swapped", "mostly exchanged", (first, last, n) => (n % 9 ? [last, first] : [first, last])],
    [
      "as_named",
      "sometimes exchanged",
      (first, last, n) => (n % 3 ? [first, last] : [last, first]),
    ],
    ["as_named", "half exchanged", (first, last, n) => (n % 2 ? [first, last] : [last, first])],
    ["full_in_first", "whole, in the first", (first, last) => [`${first} ${last}`, ""]],
    [
      "full_in_first",
      "whole, beside a remark",
      (first, last) => [`${first} ${last}, MD`, "Zone B"],
    ],
    ["full_in_last", "whole, in the last", (first, last) => ["", `${last}, ${first}`]],
    [
      "as_named",
      "with middle names",
      (first, last, n) => [`${first} ${firstNames[(n + 1) % 4]}`, last],
    ],
    ["as_named", "with maiden names", (first, last, n) => [`${first} Probst${word(n + 20)}`, last]],
    [
      "as_named",
      "with double surnames",
      (first, last, n) => [first, `${last} Probst${word(n + 9)}`],
    ],
    ["as_named", "that nobody knows", (_, last) => [`X${last}q`, `Y${last}z`]],
    [
      "as_named",
      "in one odd row",
      (first, last, n) => (n === 7 ? [`${first} ${last}`, ""] : [first, last]),
    ],
  ])("are read %s when they are filled %s", async (columns, _, cells) => {
    const { context, context_from } = await columnsOf(cells);
    expect(context.name_columns).toBe(columns);
    expect(context_from.name_columns).toBe("estimated");
  });

  it("whole names in a column have an order", async () => {
    const forward = await columnsOf((first, last) => [`${first} ${last}`, ""]);
    const backward = await columnsOf((first, last) => [`${last} ${first}`, ""]);
    expect(forward.context.name_order).toBe("first_last");
    expect(backward.context.name_order).toBe("last_first");
  });

  it("of a short list are read as they are named", async () => {
    const { context, context_from } = await columnsOf((a, b) => [b, a], { count: 150 });
    expect(context.name_columns).toBeUndefined();
    expect(context_from.name_columns).toBe("default");
  });

  it("are the user's where the user says so", async () => {
    const options = { nameColumns: "as_named" };
    const { context, context_from } = await columnsOf((a, b) => [b, a], { options });
    expect(context.name_columns).toBe("as_named");
    expect(context_from.name_columns).toBe("flag");
  });
});
