import fc from "fast-check";
import { expect, it } from "vitest";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import type { DedupeMode } from "../../src/enrich/dedupe/dedupe-outcome.ts";
import { createSurvivors } from "../../src/enrich/dedupe/survivors.ts";
import type { TableRow } from "../../src/table/table.ts";
import { type MemoryRow, type MemoryWriter, memoryTable } from "../helpers/memory-table.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { runList } from "./run-list.ts";

const columns = ["Name", "City"];

/** Whom a name means: one of few people, or nobody for sure. */
const service = () =>
  fakeService({
    answer: (request) => {
      const person = request.name?.full?.length ?? 0;
      return person % 3 === 0
        ? ambiguousBetween(request, [{ npi: npiOf(person), confidence: 0.5 }])
        : matchedWith(request, npiOf(person));
    },
  });

const row: fc.Arbitrary<MemoryRow> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(
      fc.integer({ min: 1, max: 9 }).map((length) => `Jo ${"x".repeat(length)}`),
      fc.constantFrom("Springfield", "Fairview", ""),
    ),
  },
  { weight: 1, arbitrary: fc.constant(["", ""]) },
  { weight: 1, arbitrary: fc.constant({ rejected: 'a,b "c' }) },
  { weight: 1, arbitrary: fc.constant("blank" as const) },
);
const lists = fc.array(fc.array(row, { minLength: 1, maxLength: 40 }), {
  minLength: 1,
  maxLength: 3,
});
const speed = fc.record({
  batchSize: fc.integer({ min: 1, max: 50 }),
  concurrency: fc.integer({ min: 1, max: 5 }),
});

interface Logged {
  row: TableRow;
  cells: readonly string[];
}

/** All lists of one command, as their writers and logs got them. */
async function runAll(
  given: readonly (readonly MemoryRow[])[],
  mode: DedupeMode | undefined,
  pace: { batchSize: number; concurrency: number },
) {
  const survivors = createSurvivors();
  const ran: { writer: MemoryWriter; logged: Logged[]; rows_in: number; rows_out: number }[] = [];
  for (const [i, rows] of given.entries()) {
    const logged: Logged[] = [];
    const log = { write: async (some: readonly Logged[]) => void logged.push(...some) };
    const own = survivors.begin(`${i}.csv`);
    const timestamp = "2026-01-20T09:30:00.000Z";
    const { writer, receipt } = await runList(memoryTable({ columns, rows }), {
      ...{ service: service(), fields: "identity", ...pace },
      dedupe: mode && { mode, survivors: own, timestamp, log },
    });
    own.finish("00");
    const { rows_in, rows_out } = receipt;
    ran.push({ writer, logged, rows_in, rows_out });
  }
  return ran;
}

const names = outputColumns([]);
const cellOf = (cells: readonly string[], name: string) => cells[names.indexOf(name)] ?? "";

it("keeps each person once and loses no row, however fast it goes", async () => {
  let dropped = 0;
  await fc.assert(
    fc.asyncProperty(lists, speed, async (given, pace) => {
      const whole = await runAll(given, undefined, { batchSize: 10, concurrency: 1 });
      const slow = await runAll(given, "drop", { batchSize: 7, concurrency: 1 });
      const fast = await runAll(given, "drop", pace);
      const alike = (ran: typeof slow) =>
        ran.map(({ writer, logged }) => [writer.text(), logged.map(({ cells }) => cells)]);
      expect(alike(fast)).toEqual(alike(slow));

      const kept = fast.flatMap(({ writer }) => writer.written).map(({ cells }) => cells);
      const survivors = kept.map((cells) => cellOf(cells, "hb_npi")).filter((npi) => npi !== "");
      const everybody = whole
        .flatMap(({ writer }) => writer.written)
        .map(({ cells }) => cellOf(cells, "hb_npi"));
      expect([...survivors].sort()).toEqual(
        [...new Set(everybody.filter((npi) => npi !== ""))].sort(),
      );
      for (const [i, { writer, logged, rows_in, rows_out }] of fast.entries()) {
        dropped += logged.length;
        expect(rows_in).toBe(rows_out + logged.length);
        const together = [...writer.written, ...logged]
          .map(({ row: one }) => one)
          .filter(({ kind }) => kind !== "blank_line")
          .sort((a, b) => a.number - b.number);
        const before = whole[i]?.writer.written.filter(({ row: one }) => one.kind !== "blank_line");
        expect(together).toEqual(before?.map(({ row: one }) => one));
      }
    }),
    { numRuns: runs(40) },
  );
  expect(dropped).toBeGreaterThan(runs(40));
});

it("says nothing of people who are suppressed, however often they come", async () => {
  const rows = ["Jo x", "Jo xx", "Jo x", "Jo x", "Jo xx"].map((name) => [name, "Town"]);
  const logged: Logged[] = [];
  const survivors = createSurvivors().begin("a.csv");
  const { writer, receipt } = await runList(memoryTable({ columns, rows }), {
    service: service(),
    suppressions: fakeSuppressions(({ npi }) => npi === npiOf(4)),
    dedupe: {
      ...{ mode: "drop", survivors, timestamp: "2026-01-20T09:30:00.000Z" },
      log: { write: async (some) => void logged.push(...some) },
    },
  });
  expect(logged.map(({ cells }) => [cells[1], cells[2]])).toEqual([["5", "2"]]);
  expect(receipt.dedupe?.duplicates).toBe(1);
  expect(writer.written.map(({ cells }) => cellOf(cells, "hb_status"))).toEqual([
    ...["suppressed", "matched", "suppressed", "suppressed"],
  ]);
});

/** What a run must mark, by its own `hb_npi`: list, row, and how the first row is called. */
function expectedMarks(ran: Awaited<ReturnType<typeof runAll>>): string[][] {
  const first = new Map<string, [list: number, row: number]>();
  return ran.flatMap(({ writer }, list) =>
    writer.written.flatMap(({ row: { number }, cells }) => {
      const npi = cellOf(cells, "hb_npi");
      const [inList, row] = first.get(npi) ?? [list, number];
      if (npi !== "") first.set(npi, [inList, row]);
      if (npi === "" || (inList === list && row === number)) return [];
      return [[`${list}.csv`, `${number}`, inList === list ? `${row}` : `${inList}.csv:${row}`]];
    }),
  );
}

it("marks the first row of the person, wherever it is, and reports without a change", async () => {
  await fc.assert(
    fc.asyncProperty(lists, speed, async (given, pace) => {
      const plain = await runAll(given, undefined, pace);
      const reported = await runAll(given, "report", pace);
      const texts = (ran: typeof plain) => ran.map(({ writer }) => writer.text());
      expect(texts(reported)).toEqual(texts(plain));

      const marked = await runAll(given, "mark", pace);
      const marks = expectedMarks(marked);
      const logOf = (ran: typeof plain) =>
        ran.flatMap(({ logged }) => logged.map(({ cells }) => cells.slice(0, 3)));
      expect(logOf(marked)).toEqual(marks);
      expect(logOf(reported)).toEqual(marks);
      const inOutput = marked.flatMap(({ writer }, list) =>
        writer.written.flatMap(({ row: { number }, cells }) => {
          const mark = cellOf(cells, "hb_duplicate_of");
          return cellOf(cells, "hb_npi") === "" || mark === ""
            ? []
            : [[`${list}.csv`, `${number}`, mark]];
        }),
      );
      expect(inOutput).toEqual(marks);
    }),
    { numRuns: runs(40) },
  );
});
