import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputColumns } from "../../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../../src/enrich/cells/resolve-fields.ts";
import { readRunToRefresh } from "../../../src/enrich/earlier-run.ts";
import type { Table } from "../../../src/table/table.ts";
import { withoutColumns } from "../../../src/table/without-columns.ts";
import { type Faults, faulty } from "../../helpers/faults.ts";
import { type MemoryWriter, memoryTable } from "../../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../../helpers/people.ts";
import { runs } from "../../helpers/property-runs.ts";
import { fakeService } from "../../helpers/service.ts";
import { type Run, runList } from "../run-list.ts";

const fields = resolveFields(undefined);
const columns = outputColumns(fields);
const duplicatePlace = columns.indexOf("hb_duplicate_of");
const asOf = "2026-01-02";

interface Case {
  count: number;
  seed: number;
  fails: [every: number, rest: number];
  stopsAt: Faults["stopsAt"];
  maxRequests: number;
}
const cases: fc.Arbitrary<Case> = fc.record({
  count: fc.integer({ min: 1, max: 30 }),
  seed: fc.nat(),
  fails: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(5)),
  stopsAt: fc.option(fc.record({ call: fc.integer({ min: 1, max: 6 }), answered: fc.nat(10) }), {
    nil: undefined,
  }),
  maxRequests: fc.oneof(fc.nat(40), fc.constant(Number.POSITIVE_INFINITY)),
});

function listOf({ count, seed }: Case): Table {
  return memoryTable({ columns: leadColumns, rows: inventLeads(count, seed) });
}

/** The list as it was written, to be refreshed. */
function toRefresh(written: MemoryWriter["written"]): Pick<Run, "earlier"> & { table: Table } {
  const enriched = memoryTable({
    columns: [...leadColumns, ...columns],
    rows: written.map(({ row, cells }) => [...row.cells, ...cells]),
  });
  const table = withoutColumns(enriched, (column) => column.startsWith("hb_"));
  return { table, earlier: readRunToRefresh(table, asOf) };
}

async function refreshed(written: MemoryWriter["written"], given: Run) {
  const { table, earlier } = toRefresh(written);
  const { writer, receipt } = await runList(table, { ...given, earlier, nameOrder: "mixed" });
  return { written: writer.written, receipt };
}

describe("an outage while a list is refreshed", () => {
  it("blanks no good value: a row has its new answer, or all it had and since when", async () => {
    const property = fc.asyncProperty(cases, async (one) => {
      const { fails, stopsAt, maxRequests } = one;
      const [every, rest] = fails;
      const { writer } = await runList(listOf(one), { nameOrder: "mixed" });
      const whole = await refreshed(writer.written, {});
      const service = faulty(fakeService(), { fails: (row) => row % every === rest, stopsAt });
      const broken = await refreshed(writer.written, { service, maxRequests, batchSize: 4 });
      let stale = 0;
      broken.written.forEach(({ row, cells }, i) => {
        const had = writer.written[i]?.cells ?? [];
        const since = cells.at(-1);
        if (since !== "") {
          stale++;
          expect(since).toBe(asOf);
          expect(cells.slice(0, -1).with(duplicatePlace, "")).toEqual(had.with(duplicatePlace, ""));
          return;
        }
        expect({ row: row.number, cells }).toEqual({
          row: row.number,
          cells: whole.written[i]?.cells,
        });
      });
      expect(broken.receipt.refresh?.stale).toBe(stale);
      expect(broken.receipt.refresh?.changed_rows).toBe(0);
    });
    await fc.assert(property, { numRuns: runs(60, 10_000) });
  });

  it("is made good by another refresh", async () => {
    const property = fc.asyncProperty(cases, async (one) => {
      const { writer } = await runList(listOf(one), { nameOrder: "mixed" });
      const whole = await refreshed(writer.written, {});
      const service = faulty(fakeService(), { fails: () => true });
      const broken = await refreshed(writer.written, { service });
      const withoutStale = broken.written.map(({ row, cells }) => ({
        row,
        cells: cells.slice(0, -1),
      }));
      const again = await refreshed(withoutStale as MemoryWriter["written"], {});
      expect(again.written.map(({ cells }) => cells)).toEqual(
        whole.written.map(({ cells }) => cells),
      );
    });
    await fc.assert(property, { numRuns: runs(20, 1_000) });
  });
});
