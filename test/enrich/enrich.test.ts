import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { statuses } from "../../src/model/status.ts";
import { type MemoryRow, memoryTable, memoryWriter } from "../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../helpers/service.ts";
import { runList } from "./run-list.ts";

const columns = outputColumns(resolveFields(undefined));

function listOf(rows: readonly MemoryRow[]) {
  return memoryTable({ columns: leadColumns, rows });
}

describe("what goes out is what came in", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "n/a",
      "Euphemia Probst",
      "J Doe",
      "1234567893",
      "1.2346E+09",
      "李雷",
      "TX",
    ),
    fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, " ")),
  );
  const row: fc.Arbitrary<MemoryRow> = fc.oneof(
    { weight: 8, arbitrary: fc.array(cell, { minLength: 1, maxLength: 10 }) },
    { weight: 1, arbitrary: fc.constant({ rejected: 'bad "line' } as const) },
    { weight: 1, arbitrary: fc.constant("blank" as const) },
  );

  it("keeps every row, in order, with its own bytes, whatever the list holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        async (rows, batchSize, concurrency) => {
          const table = listOf(rows);
          const { receipt, writer } = await runList(table, { batchSize, concurrency });
          const expected = [];
          for await (const batch of table.rows({ signal: new AbortController().signal })) {
            expected.push(...batch);
          }
          expect(writer.written.map(({ row }) => row)).toEqual(expected);
          const counted = expected.filter(({ kind }) => kind !== "blank_line");
          expect(receipt.rows_in).toBe(counted.length);
          expect(receipt.rows_out).toBe(counted.length);
          const total = statuses.reduce((sum, status) => sum + receipt.statuses[status], 0);
          expect(total).toBe(counted.length);
          for (const { row, cells } of writer.written) {
            expect(cells.length).toBe(row.kind === "blank_line" ? 0 : columns.length);
          }
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it("gives the same bytes twice, and for every batch size and concurrency", async () => {
    const rows = inventLeads(300);
    const texts = new Set<string>();
    let requests = 0;
    for (const batchSize of [1, 7, 100]) {
      for (const concurrency of [1, 8]) {
        const service = fakeService({
          // Later batches are answered first.
          before: (_, call) => new Promise((done) => setTimeout(done, (call * 7) % 3)),
          after: (results) => results.reverse(),
        });
        const { writer, receipt } = await runList(listOf(rows), {
          service,
          batchSize,
          concurrency,
        });
        texts.add(writer.text());
        requests = receipt.requests;
        expect(service.asked.length).toBe(receipt.requests);
      }
    }
    expect(texts.size).toBe(1);
    expect(requests).toBeGreaterThan(200);
    expect([...texts][0]).toContain("matched");
  });

  it("gives every row of a shuffled list what it got before", async () => {
    const rows = inventLeads(250, 3);
    const shuffled = rows.toSorted((a, b) => hashOf(a) - hashOf(b));
    const before = await runList(listOf(rows));
    const after = await runList(listOf(shuffled));
    const duplicateOf = columns.indexOf("hb_duplicate_of");
    const byId = (writer: typeof before.writer) =>
      writer.written
        .map(({ row, cells }) => `${row.cells[0]} ${cells.toSpliced(duplicateOf, 1).join("|")}`)
        .sort();
    expect(shuffled[0]).not.toEqual(rows[0]);
    expect(byId(after.writer)).toEqual(byId(before.writer));
    expect(after.settled.context).toEqual(before.settled.context);
  });

  function hashOf(row: readonly string[]): number {
    return createHash("sha256").update(row.join()).digest().readUInt32BE();
  }
});

describe("the receipt", () => {
  it("hashes all records as they stand, rejected lines too, blank lines not", async () => {
    const rows: MemoryRow[] = [["1", "Euphemia Probst", "Fairview"], "blank", { rejected: 'a"b' }];
    const { receipt } = await runList(listOf(rows));
    const expected = createHash("sha256").update('1,Euphemia Probst,Fairview\na"b\n').digest("hex");
    expect(receipt.untouched_sha256).toBe(expected);
  });

  it("fails when the list has other rows the second time", async () => {
    const rows = inventLeads(20);
    const table = memoryTable({ columns: leadColumns, rows, secondReading: rows.slice(1) });
    const writer = memoryWriter();
    await expect(runList(table, { writer })).rejects.toMatchObject({ code: "input_changed" });
    expect(writer.state()).toBe("aborted");
  });

  it("counts statuses and reasons, commonest first, and names first rows", async () => {
    const rows = [
      ["1", "", "Fairview", "TX"],
      ["2", "Euphemia Probst", "Fairview", "TX"],
      ["3", "Florian Probst", "Fairview", "TX"],
      ["4", "", "", ""],
      ["5", "", "Fairview"],
    ];
    const answer = fakeService({ answer: (request) => matchedWith(request, npiOf(request.id)) });
    const { receipt, settled } = await runList(listOf(rows), { service: answer });
    expect(receipt.statuses).toEqual({
      ...Object.fromEntries(statuses.map((status) => [status, 0])),
      matched: 2,
      invalid_input: 3,
    });
    expect(receipt.reasons).toEqual([
      ["nothing_to_search", 3],
      ["name_zip", 2],
    ]);
    expect(receipt.first_row).toEqual({ invalid_input: 1, matched: 2 });
    expect(receipt.requests).toBe(2);
    expect(settled.requests).toBe(2);
  });
});

describe("cells", () => {
  it("shows a match with its profile, and only a match", async () => {
    const rows = [
      ["1", "Euphemia Probst"],
      ["2", "Florian Probst"],
      ["3", "Desmond Probst"],
    ];
    const profile = person({ npi: npiOf(1), first: "EUPHEMIA", last: "PROBST", credential: "MD" });
    const service = fakeService({
      answer: (request) => {
        if (request.id === 1) return matchedWith(request, npiOf(1), 0.98765, profile);
        if (request.id === 3) {
          return { id: 3, status: "no_match", confidence: 0.02, reason: "nobody: no profile fits" };
        }
        return ambiguousBetween(request, [
          { npi: npiOf(2), confidence: 0.5 },
          { npi: npiOf(3), confidence: 0.41239 },
        ]);
      },
    });
    const { writer } = await runList(listOf(rows), { service });
    expect(writer.cellsOf(1, columns)).toMatchObject({
      hb_status: "matched",
      hb_confidence: "0.9877",
      hb_npi: npiOf(1),
      hb_matched_on: "name+zip",
      hb_candidates: "",
      hb_last_name: "PROBST",
      hb_specialty: "Specialty 207Q00000X",
      hb_practice_city: "SPRINGFIELD",
    });
    expect(writer.cellsOf(2, columns)).toMatchObject({
      hb_status: "ambiguous",
      hb_confidence: "0.5000",
      hb_npi: "",
      hb_candidates: `${npiOf(2)}:0.5000; ${npiOf(3)}:0.4124`,
      hb_last_name: "",
    });
    expect(writer.cellsOf(3, columns)).toMatchObject({
      hb_status: "no_match",
      hb_confidence: "0.0200",
      hb_candidates: "",
    });
  });

  it("asks for each specialty's words once, and not at all when nobody wants them", async () => {
    const rows = inventLeads(120, 5);
    const service = fakeService();
    await runList(listOf(rows), { service, concurrency: 1 });
    const codes = service.specialtyCalls.flat();
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes).size).toBe(codes.length);

    const without = fakeService();
    await runList(listOf(rows), { service: without, fields: "last_name" });
    expect(without.specialtyCalls).toEqual([]);
  });

  it("passes rejected lines on as invalid_input, and a copy to the rejects", async () => {
    const rejected: number[] = [];
    const rows: MemoryRow[] = [["1", "Euphemia Probst"], { rejected: 'x"y' }, { rejected: 'z"y' }];
    const { writer } = await runList(listOf(rows), {
      rejects: { write: async (given) => void rejected.push(...given.map(({ number }) => number)) },
    });
    expect(writer.cellsOf(2, columns)).toMatchObject({
      hb_status: "invalid_input",
      hb_confidence: "",
      hb_reason: "stray_quote: a quote stands inside a cell that is not quoted",
    });
    expect(rejected).toEqual([2, 3]);
  });
});

describe("identical leads", () => {
  const rows = [
    ["1", "Euphemia Probst", "Fairview", "TX"],
    ["2", "Florian Probst", "Fairview", "TX"],
    ["3", " Euphemia\u00a0Probst ", "Fairview ", "TX"],
    ["4", "Euphemia Probst", "Fairview", "OH"],
    ["5", "Euphemia Probst", "Fairview", "TX", "", "", "", "another note"],
  ];

  it.each([1, 2, 100])("are asked once and all get the full answer (batch size %i)", async (n) => {
    const service = fakeService({ answer: (request) => matchedWith(request, npiOf(7)) });
    const { writer, receipt } = await runList(listOf(rows), { service, batchSize: n });
    expect(service.asked.map(({ id }) => id)).toEqual([1, 2, 4]);
    const first = writer.cellsOf(1, columns);
    expect(first).toMatchObject({ hb_status: "matched", hb_duplicate_of: "" });
    for (const number of [3, 5]) {
      expect(writer.cellsOf(number, columns)).toEqual({ ...first, hb_duplicate_of: "1" });
    }
    expect(writer.cellsOf(4, columns).hb_duplicate_of).toBe("");
    expect(receipt.duplicate_rows).toBe(2);
  });

  it("are told apart from leads whose short hash is the same by accident", async () => {
    const { enrich } = await import("../../src/enrich/enrich.ts");
    const { leadDigest, shortHash } = await import("../../src/enrich/rows/lead-hash.ts");
    const { toMatchRequest } = await import("../../src/enrich/rows/lead.ts");
    const { noSuppressions } = await import("../../src/model/suppressions.ts");
    const { noChannelRules } = await import("../../src/model/channel-rules.ts");
    const table = listOf(rows.slice(0, 2));
    const service = fakeService({ answer: (request) => matchedWith(request, npiOf(request.id)) });
    const signal = new AbortController().signal;
    const { settled } = await runList(table, { service });
    const [[, second]] = [await firstBatch(table)];
    const hash = shortHash(leadDigest(toMatchRequest(second, settled.mapping)));
    const writer = memoryWriter();
    await enrich(
      {
        survey: { ...settled, repeated: new Map([[hash, 1]]) },
        fields: [],
        minConfidence: 0.95,
        batchSize: 10,
        concurrency: 1,
      },
      {
        ...{ table, writer, service, signal, now: () => 0 },
        ...{ suppressions: noSuppressions, channels: noChannelRules },
      },
    );
    expect(writer.cellsOf(2, columns)).toMatchObject({ hb_npi: npiOf(2), hb_duplicate_of: "" });
  });

  async function firstBatch(table: ReturnType<typeof listOf>) {
    for await (const batch of table.rows({ signal: new AbortController().signal })) {
      const [a, b] = batch;
      if (a !== undefined && b !== undefined) return [a, b] as const;
    }
    throw new Error("no rows");
  }
});

describe("feeding the service", () => {
  const word = (n: number) =>
    String(n).replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
  const rows = Array.from({ length: 400 }, (_, n) => [String(n), `Euphemia Probst${word(n)}`]);
  const list = () => memoryTable({ columns: leadColumns, rows, batch: 10 });

  it("has as many batches under way as allowed, and never more", async () => {
    const service = fakeService({ before: () => new Promise((done) => setTimeout(done, 1)) });
    await runList(list(), { service, batchSize: 5, concurrency: 3 });
    expect(service.mostInFlight()).toBe(3);
  });

  it("asks about no more at a time than the service takes", async () => {
    const fake = fakeService();
    const info = async () => ({ ...(await fake.info()), limits: { batch: 2 } });
    await runList(list(), { service: { ...fake, info }, batchSize: 50, concurrency: 3 });
    expect(Math.max(...fake.batches.map(({ requests }) => requests.length))).toBe(2);
    expect(fake.asked).toHaveLength(400);
  });

  it("does not read far ahead of a slow batch", async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      answer = done;
    });
    const service = fakeService({ before: (_, call) => (call === 1 ? held : undefined) });
    const writer = memoryWriter();
    const running = runList(list(), { service, writer, batchSize: 5, concurrency: 3 });
    await new Promise((done) => setTimeout(done, 50));
    expect(service.asked.length).toBeLessThanOrEqual(2 * 3 * 5);
    expect(writer.written.length).toBe(0);
    answer();
    await running;
    expect(writer.written.length).toBe(400);
  });

  it("pins the release and sends context and threshold, and no cell beyond the mapping", async () => {
    const service = fakeService();
    await runList(listOf([["1", "Euphemia Probst", "Fairview", "TX", "", "", "", "a note"]]), {
      service,
      prior: 0.5,
    });
    expect(service.batches).toEqual([
      {
        context: { name_order: "mixed", prior: 0.5 },
        release: "release-1",
        min_confidence: 0.95,
        with_profile: true,
        requests: [{ id: 1, name: { full: "Euphemia Probst" }, city: "Fairview", state: "TX" }],
      },
    ]);
  });

  it("reports how far it is", async () => {
    const seen: number[] = [];
    await runList(listOf(inventLeads(50)), {
      onProgress: ({ rows, total }) => {
        expect(total).toBe(50);
        seen.push(rows);
      },
    });
    expect(seen.at(-1)).toBe(50);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});
