import { describe, expect, it } from "vitest";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import type { SuppressionKeys } from "../../src/model/suppressions.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { memoryTable } from "../helpers/memory-table.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { runList } from "./run-list.ts";

const columns = outputColumns(resolveFields("full"));
const listColumns = ["Name", "NPI", "Phone", "Email", "License Number", "License State"];
const [hidden, other, third] = [npiOf(11), npiOf(12), npiOf(13)];
const row = ["Euphemia Probst", "", "(217) 555-0142", "", "", ""];

/** A suppressed row says so and nothing else, the same for everybody. */
const withheldCells = {
  ...Object.fromEntries(columns.map((name) => [name, ""])),
  hb_status: "suppressed",
  hb_reason: "withheld: nothing may be returned about this person",
};

function listOf(...rows: string[][]) {
  return memoryTable({ columns: listColumns, rows });
}

function serviceThatFinds(npi: string) {
  return fakeService({ answer: (request) => matchedWith(request, npi) });
}

const byNpi = (npi: string) => (keys: SuppressionKeys) => keys.npi === npi;

describe("each of the three questions catches a person by itself", () => {
  // One row is one batch, so the calls are: before the request, on the answer, at the write.
  it("before the request: nothing is sent", async () => {
    const suppressions = fakeSuppressions(
      (keys) => keys.phones?.includes("(217) 555-0142") === true,
      (call) => call === 1,
    );
    const service = serviceThatFinds(hidden);
    const { writer, receipt } = await runList(listOf(row), {
      service,
      suppressions,
      fields: "full",
    });
    expect(service.batches).toEqual([]);
    expect(writer.cellsOf(1, columns)).toEqual(withheldCells);
    expect(receipt.requests).toBe(0);
    expect(receipt.statuses.suppressed).toBe(1);
  });

  it("on the answer", async () => {
    const suppressions = fakeSuppressions(byNpi(hidden), (call) => call === 2);
    const service = serviceThatFinds(hidden);
    const { writer } = await runList(listOf(row), { service, suppressions, fields: "full" });
    expect(service.asked.length).toBe(1);
    expect(service.specialtyCalls).toEqual([]);
    expect(writer.cellsOf(1, columns)).toEqual(withheldCells);
  });

  it("at the write, for a suppression that came while the answer was under way", async () => {
    const suppressions = fakeSuppressions(byNpi(hidden), (call) => call === 3);
    const { writer } = await runList(listOf(row), {
      service: serviceThatFinds(hidden),
      suppressions,
      fields: "full",
    });
    expect(suppressions.calls.length).toBe(3);
    expect(writer.cellsOf(1, columns)).toEqual(withheldCells);
  });

  it("at the write also by the lead's own identifiers", async () => {
    const suppressions = fakeSuppressions(
      (keys) => keys.phones?.includes("(217) 555-0142") === true,
      (call) => call === 3,
    );
    const { writer } = await runList(listOf(row), {
      service: serviceThatFinds(hidden),
      suppressions,
      fields: "full",
    });
    expect(writer.cellsOf(1, columns)).toEqual(withheldCells);
  });

  it("at the write for every row that repeats a lead", async () => {
    // Rows one by one: the repeating row is not asked about again, only written.
    const suppressions = fakeSuppressions(byNpi(hidden), (call) => call === 4);
    const rows = [row, row];
    const { writer } = await runList(memoryTable({ columns: listColumns, rows, batch: 1 }), {
      service: serviceThatFinds(hidden),
      suppressions,
      batchSize: 1,
      concurrency: 1,
      fields: "full",
    });
    expect(writer.cellsOf(1, columns).hb_status).toBe("matched");
    expect(writer.cellsOf(2, columns)).toEqual(withheldCells);
  });

  it("lets everybody else pass", async () => {
    const suppressions = fakeSuppressions(byNpi(other));
    const { writer } = await runList(listOf(row), {
      service: serviceThatFinds(hidden),
      suppressions,
      fields: "full",
    });
    expect(writer.cellsOf(1, columns)).toMatchObject({ hb_status: "matched", hb_npi: hidden });
  });
});

describe("what is asked about", () => {
  it.each<[string, string[], (keys: SuppressionKeys) => boolean]>([
    ["NPI", ["Euphemia Probst", hidden, "", "", "", ""], byNpi(hidden)],
    [
      "e-mail",
      ["Euphemia Probst", "", "", "e.probst@example.org", "", ""],
      ({ emails }) => emails?.includes("e.probst@example.org") === true,
    ],
    [
      "licence with its state",
      ["Euphemia Probst", "", "", "", "K1234", "TX"],
      ({ licenses }) => licenses?.some((l) => l.number === "K1234" && l.state === "TX") === true,
    ],
  ])("the lead's %s, before a request", async (_, cells, isSuppressed) => {
    const service = serviceThatFinds(other);
    const suppressions = fakeSuppressions(isSuppressed, (call) => call === 1);
    const { writer } = await runList(listOf(cells), { service, suppressions, fields: "full" });
    expect(service.batches).toEqual([]);
    expect(writer.cellsOf(1, columns)).toEqual(withheldCells);
  });

  it.each<[string, (keys: SuppressionKeys) => boolean]>([
    ["telephone", ({ phones }) => phones?.includes("2175550199") === true],
    ["licence", ({ licenses }) => licenses?.some(({ number }) => number === "L77") === true],
  ])("the profile's %s, even when no field is wanted", async (_, isSuppressed) => {
    const details = { first: "EUPHEMIA", last: "PROBST", phone: "2175550199", license: "L77" };
    const profile = person({ npi: hidden, ...details });
    const service = fakeService({
      answer: (request) => matchedWith(request, hidden, 0.99, profile),
    });
    for (const inCall of [2, 3]) {
      const { writer } = await runList(listOf(row), {
        service,
        suppressions: fakeSuppressions(isSuppressed, (call) => call === inCall),
        fields: "hb_npi",
      });
      expect(writer.cellsOf(1, ["hb_status"])).toEqual({ hb_status: "suppressed" });
    }
  });

  it("nothing about rows that are not asked about", async () => {
    const suppressions = fakeSuppressions(() => true);
    const { writer } = await runList(listOf(["", "", "", "", "", ""]), { suppressions });
    expect(suppressions.calls).toEqual([]);
    expect(writer.cellsOf(1, columns).hb_status).toBe("invalid_input");
  });
});

describe("candidates", () => {
  const candidates = [
    { npi: other, confidence: 0.5 },
    { npi: hidden, confidence: 0.3 },
    { npi: third, confidence: 0.1 },
  ];
  const run = async (
    answer: (request: MatchRequest) => MatchResult,
    inCall: (call: number) => boolean = () => true,
  ) => {
    const suppressions = fakeSuppressions(byNpi(hidden), inCall);
    const service = fakeService({ answer });
    const { writer } = await runList(listOf(row), { service, suppressions, fields: "full" });
    return writer.cellsOf(1, columns);
  };

  it.each([2, 3])(
    "lose a suppressed person who ranks lower (question %i alone)",
    async (inCall) => {
      const cells = await run(
        (request) => ambiguousBetween(request, candidates),
        (call) => call === inCall,
      );
      expect(cells).toMatchObject({
        hb_status: "ambiguous",
        hb_confidence: "0.5000",
        hb_candidates: `${other}:0.5000; ${third}:0.1000`,
      });
    },
  );

  it.each<[string, { npi: string; confidence: number }[]]>([
    [
      "ranks first",
      [{ npi: hidden, confidence: 0.6 }, ...candidates.filter((c) => c.npi !== hidden)],
    ],
    [
      "ties with the first",
      [
        { npi: other, confidence: 0.3 },
        { npi: hidden, confidence: 0.3 },
      ],
    ],
  ])("withhold the row when a suppressed person %s", async (_, given) => {
    expect(await run((request) => ambiguousBetween(request, given))).toEqual(withheldCells);
  });

  it("of a conflict are asked about as well", async () => {
    const cells = await run((request) => ({
      ...ambiguousBetween(request, candidates),
      status: "conflict",
      reason: "npi_name_conflict: the NPI belongs to somebody with another name",
    }));
    expect(cells).toMatchObject({
      hb_status: "conflict",
      hb_candidates: `${other}:0.5000; ${third}:0.1000`,
    });
  });
});

it("keeps nothing of what a service sends along with `suppressed`", async () => {
  const service = fakeService({
    answer: (request) => ({ ...matchedWith(request, hidden), status: "suppressed" }),
  });
  const { writer } = await runList(listOf(row), { service, fields: "full" });
  expect(writer.cellsOf(1, columns)).toEqual(withheldCells);
});

it("takes a missing answer of the port for a failure, never for a no", async () => {
  const suppressions = { ...noSuppressions, areSuppressed: async () => [] };
  await expect(runList(listOf(row), { suppressions })).rejects.toThrow(/suppressions/);
});
