import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createJournal, type Journal, openJournal } from "../../src/enrich/journal/journal.ts";
import { journaled } from "../../src/enrich/journal/journaled-service.ts";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { type Faults, faulty } from "../helpers/faults.ts";
import { memoryTable } from "../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../helpers/people.ts";
import { runs } from "../helpers/property-runs.ts";
import { fakeService } from "../helpers/service.ts";
import { header, never, runId, withFolder } from "./journal/journal-files.ts";
import { missingOf, type Outcome, outcomeFaults, requireNone, rowsOf } from "./outcome-faults.ts";
import { runList } from "./run-list.ts";

const lists = fc
  .record({ count: fc.integer({ min: 1, max: 25 }), seed: fc.nat() })
  .map(({ count, seed }) => inventLeads(count, seed));
const ways = fc.record({
  batchSize: fc.integer({ min: 1, max: 9 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
});
const tries = fc.array(
  fc.record({
    fails: fc.nat(5).map((rest) => (row: number) => row % 6 === rest),
    stopsAt: fc.option(fc.record({ call: fc.integer({ min: 1, max: 6 }), answered: fc.nat(9) }), {
      nil: undefined,
    }),
    maxRequests: fc.nat(30),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A run that is broken off again and again, taken up each time, and once more when it is done. */
function isResumed(broken: (journal: Journal) => Journal = (same) => same) {
  const all = [lists, ways, tries, fc.boolean()] as const;
  return fc.asyncProperty(...all, (rows, way, befalling, local) =>
    withFolder(async (folder) => {
      const table = () => memoryTable({ columns: leadColumns, rows });
      const traits = { local, counts: true };
      const input = await rowsOf(table());
      const whole = await runList(table(), { ...way, nameOrder: "mixed" });
      const path = join(folder, "journal");
      await (await createJournal(path, header(rows.length), never)).close();
      const answered = new Set<number>();

      async function run(faults: Faults & { maxRequests: number }): Promise<Outcome> {
        const { maxRequests, ...befalls } = faults;
        const found = await openJournal(path, runId, never);
        if (found?.journal === undefined) throw new Error("the journal is gone");
        const journal = broken(found.journal);
        const answering = fakeService({ traits });
        const service = journaled(faulty(answering, befalls), journal, noSuppressions);
        const { writer, receipt } = await runList(table(), {
          ...{ ...way, service, maxRequests, isAnswered: journal.has, nameOrder: "mixed" },
        });
        await found.journal.close();
        requireNone(askedAgain(answering.asked, answered));
        for (const { row, cells } of writer.written) {
          if (cells[0] !== "error" && cells[0] !== "not_attempted") answered.add(row.number);
        }
        return { written: writer.written, receipt };
      }

      for (const faults of [...befalling, healthy, healthy]) {
        const outcome = await run(faults);
        requireNone(outcomeFaults(input, outcome, whole.writer.written));
        if (faults !== healthy) continue;
        const left = missingOf(outcome.written);
        requireNone(left.map((row) => `row ${row} is left without an answer`));
      }
    }),
  );
}

const healthy = { maxRequests: Number.POSITIVE_INFINITY };

function askedAgain(asked: readonly MatchRequest[], answered: ReadonlySet<number>): string[] {
  return asked.filter(({ id }) => answered.has(id)).map(({ id }) => `row ${id} was asked again`);
}

describe("a run that is resumed, however often", () => {
  it("ends as an unbroken one, asks about no row that was answered, and nobody when it is done", () =>
    fc.assert(isResumed(), { numRuns: runs(25, 10_000) }));

  it.each<[string, (journal: Journal) => Journal, RegExp]>([
    [
      "forgets what it has",
      (journal) => ({ ...journal, has: () => false, read: async () => new Map() }),
      /row \d+ was asked again/,
    ],
    [
      "gives one row the answer of another",
      (journal) => ({
        ...journal,
        async read(ids) {
          const found = await journal.read(ids);
          const given = [...found.values()];
          const turned = [...given.slice(1), ...given.slice(0, 1)];
          return new Map(
            [...found.keys()].map((id, i) => [id, { ...(turned[i] as MatchResult), id }]),
          );
        },
      }),
      /row \d+ has another answer/,
    ],
    [
      "takes in nothing",
      (journal) => ({ ...journal, append: async () => undefined }),
      /row \d+ was asked again/,
    ],
  ])("would notice a journal that %s", async (_, broken, said) => {
    const found = await fc.check(isResumed(broken), { numRuns: 200, endOnFailure: true });
    expect(String(found.errorInstance)).toMatch(said);
  });
});
