import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../src/enrich/cells/resolve-fields.ts";
import { type EarlierRun, readEarlierRun } from "../../src/enrich/earlier-run.ts";
import { StopError } from "../../src/model/errors.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import type { Table } from "../../src/table/table.ts";
import { withoutColumns } from "../../src/table/without-columns.ts";
import { type Faults, faulty } from "../helpers/faults.ts";
import {
  type MemoryRow,
  type MemoryWriter,
  memoryTable,
  memoryWriter,
} from "../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { runs } from "../helpers/property-runs.ts";
import { fakeService } from "../helpers/service.ts";
import {
  answersOf,
  missingOf,
  type Outcome,
  outcomeFaults,
  requireNone,
  rowsOf,
} from "./outcome-faults.ts";
import { type Run, runList } from "./run-list.ts";

const hbColumns = outputColumns(resolveFields(undefined));

/** A list with repeated, empty and damaged rows, and how it is asked about. */
const lists = fc
  .record({ count: fc.nat(30), seed: fc.nat(), odd: fc.nat(9) })
  .map(({ count, seed, odd }) =>
    inventLeads(count, seed).flatMap((cells, n): MemoryRow[] => {
      if (n % 10 !== odd) return [cells];
      return n % 3 === 0 ? [cells, "blank"] : [cells, { rejected: 'a "b" c' }];
    }),
  );
const ways = fc.record({
  batchSize: fc.integer({ min: 1, max: 12 }),
  concurrency: fc.integer({ min: 1, max: 4 }),
});
const faults: fc.Arbitrary<Faults & { maxRequests: number }> = fc.record({
  fails: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat(7)).map(
    ([every, rest]) =>
      (row: number) =>
        row % every === rest,
  ),
  stopsAt: fc.option(fc.record({ call: fc.integer({ min: 1, max: 8 }), answered: fc.nat(12) }), {
    nil: undefined,
  }),
  maxRequests: fc.oneof(fc.nat(60), fc.constant(Number.POSITIVE_INFINITY)),
});

const listOf = (rows: readonly MemoryRow[]) => memoryTable({ columns: leadColumns, rows });

async function runOf(table: Table, given: Run): Promise<Outcome> {
  const { writer, receipt } = await runList(table, { ...given, nameOrder: "mixed" });
  return { written: writer.written, receipt };
}

/** The list that was written, without its `hb_` columns, and what stands in those. */
function readBack(written: MemoryWriter["written"]): { table: Table; earlier: EarlierRun } {
  const enriched = memoryTable({
    columns: [...leadColumns, ...hbColumns],
    rows: written.map(({ row, cells }): MemoryRow => {
      if (row.kind === "blank_line") return "blank";
      const own = row.kind === "record" ? row.cells : [Buffer.from(row.raw).toString()];
      return [...leadColumns.map((_, i) => own[i] ?? ""), ...cells];
    }),
  });
  const table = withoutColumns(enriched, (column) => column.startsWith("hb_"));
  return { table, earlier: readEarlierRun(table) };
}

/** What may stand between service and run, or between run and output, and must not. */
interface Planted {
  service?: (service: SearchService) => SearchService;
  writer?: (writer: MemoryWriter) => MemoryWriter;
}

function isSoundWith(planted: Planted = {}) {
  const { service: around = (same) => same, writer: over = (same) => same } = planted;
  return fc.asyncProperty(lists, ways, faults, async (rows, way, { maxRequests, ...befalls }) => {
    const input = await rowsOf(listOf(rows));
    const whole = await runOf(listOf(rows), way);
    const service = around(faulty(fakeService(), befalls));
    const writer = over(memoryWriter());
    const outcome = await runOf(listOf(rows), { ...way, service, writer, maxRequests });
    requireNone(outcomeFaults(input, outcome, whole.written));
  });
}

describe("whatever befalls the service", () => {
  it("rows in are the sum over all statuses, in order, untouched, and no fault is an answer", () =>
    fc.assert(isSoundWith(), { numRuns: runs(60, 10_000) }));

  const noMatch = "nobody: no profile fits";
  it.each<[string, Planted, RegExp]>([
    [
      "a row that the service fails on becomes a no_match",
      {
        service: (inner) => ({
          ...inner,
          match: async (...given) => {
            const { release, results } = await inner.match(...given);
            const told = results.map((result) =>
              result.status === "error"
                ? { ...result, status: "no_match" as const, reason: noMatch }
                : result,
            );
            return { release, results: told };
          },
        }),
      },
      /row \d+ has another answer/,
    ],
    [
      "a service that stopped passes for one that finds nobody",
      {
        service: (inner) => ({
          ...inner,
          match: async (...[batch, options]) => {
            try {
              return await inner.match(batch, options);
            } catch (error) {
              if (!(error instanceof StopError)) throw error;
              const results = batch.requests.map(
                ({ id }) =>
                  error.answered.find((result) => result.id === id) ?? {
                    id,
                    status: "no_match" as const,
                    confidence: 0,
                    reason: noMatch,
                  },
              );
              return { release: "release-1", results };
            }
          },
        }),
      },
      /row \d+ has another answer/,
    ],
    [
      "partial answers are given to the first rows of a batch",
      {
        service: (inner) => ({
          ...inner,
          match: async (...[batch, options]) => {
            const { release, results } = await inner.match(batch, options);
            const ids = batch.requests.map(({ id }) => id).reverse();
            return { release, results: results.map((one, i) => ({ ...one, id: ids[i] ?? 0 })) };
          },
        }),
      },
      /row \d+ has another answer/,
    ],
    [
      "a row is lost on its way to the output",
      {
        writer: (inner) => ({
          ...inner,
          write: (rows) => inner.write(rows.filter(({ row }) => row.number !== 5)),
        }),
      },
      /other rows out than in/,
    ],
    [
      "rows change places",
      { writer: (inner) => ({ ...inner, write: (rows) => inner.write(rows.toReversed()) }) },
      /row \d+ is not in its place/,
    ],
    [
      "a row without an answer keeps the cells of another",
      {
        writer: (inner) => ({
          ...inner,
          write: (rows) =>
            inner.write(
              rows.map(({ row, cells }) => ({
                row,
                cells: cells[0] === "not_attempted" ? ["no_match", ...cells.slice(1)] : cells,
              })),
            ),
        }),
      },
      /row \d+ has another answer/,
    ],
  ])("would notice when %s", async (_, planted, said) => {
    const found = await fc.check(isSoundWith(planted), { numRuns: 200, endOnFailure: true });
    expect(String(found.errorInstance)).toMatch(said);
  });
});

/** Rows without an answer are asked again under other faults, and once under none. */
function isMended(broken: (earlier: EarlierRun) => EarlierRun = (same) => same) {
  const tries = fc.array(faults, { maxLength: 3 });
  return fc.asyncProperty(lists, ways, tries, async (rows, way, befalling) => {
    const whole = await runOf(listOf(rows), way);
    const service = faulty(fakeService(), { fails: (row) => row % 3 === 0 });
    let outcome = await runOf(listOf(rows), { ...way, service, maxRequests: 10 });
    for (const { maxRequests, ...befalls } of [...befalling, { maxRequests: Infinity }]) {
      const missing = missingOf(outcome.written);
      const { table, earlier } = readBack(outcome.written);
      const input = await rowsOf(table);
      const answering = fakeService();
      const service = faulty(answering, befalls);
      outcome = await runOf(table, { ...way, service, maxRequests, earlier: broken(earlier) });
      for (const { id } of answering.asked) {
        if (!missing.includes(id)) throw new Error(`row ${id} had an answer`);
      }
      requireNone(outcomeFaults(input, outcome, whole.written));
    }
    const left = missingOf(outcome.written);
    requireNone(left.map((row) => `row ${row} is left without an answer`));
  });
}

describe("a list whose rows without an answer are retried", () => {
  it("ends as if nothing had befallen it, and asks only about those rows", () =>
    fc.assert(isMended(), { numRuns: runs(60, 10_000) }));

  it.each<[string, (earlier: EarlierRun) => EarlierRun, RegExp]>([
    [
      "asks about every row",
      (earlier) => ({ ...earlier, answerOf: () => undefined }),
      /row \d+ had an answer/,
    ],
    [
      "keeps a row's missing answer",
      (earlier) => ({
        ...earlier,
        answerOf: (row) =>
          earlier.answerOf(row) ?? {
            finding: {
              ...{ status: "error", reason: "no_answer: none", matchedOn: "", npi: "" },
              ...{ candidates: [], cells: [] },
            },
            duplicateOf: 0,
          },
      }),
      /row \d+ is left without an answer/,
    ],
    [
      "forgets what a row repeats",
      (earlier) => ({
        ...earlier,
        answerOf: (row) => {
          const answer = earlier.answerOf(row);
          return (
            answer && { ...answer, finding: { ...answer.finding, kept: undefined }, duplicateOf: 0 }
          );
        },
      }),
      /row \d+ has another answer/,
    ],
  ])("would notice a retry that %s", async (_, broken, said) => {
    const found = await fc.check(isMended(broken), { numRuns: 200, endOnFailure: true });
    expect(String(found.errorInstance)).toMatch(said);
  });
});

function shardsAreWhole(cut: (rows: readonly MemoryRow[], at: number) => readonly MemoryRow[][]) {
  return fc.asyncProperty(lists, ways, fc.nat(60), async (rows, way, at) => {
    const whole = await runOf(listOf(rows), way);
    const joined: string[] = [];
    for (const shard of cut(rows, at)) {
      joined.push(...answersOf((await runOf(listOf(shard), way)).written));
    }
    expect(joined).toEqual(answersOf(whole.written));
  });
}

describe("a list in pieces, under one context", () => {
  it("joined comes to the same as the whole", () =>
    fc.assert(
      shardsAreWhole((rows, at) => [rows.slice(0, at), rows.slice(at)]),
      { numRuns: runs(60, 10_000) },
    ));

  it("would notice a row at the seam that is lost", async () => {
    const found = await fc.check(
      shardsAreWhole((rows, at) => [rows.slice(0, at), rows.slice(at + 1)]),
      { numRuns: 200, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });
});
