import { beforeAll, describe, expect, it } from "vitest";
import { outputColumns } from "../../../src/enrich/cells/output-columns.ts";
import { resolveFields } from "../../../src/enrich/cells/resolve-fields.ts";
import { readRunToRefresh } from "../../../src/enrich/earlier-run.ts";
import type { AnswerTerms } from "../../../src/enrich/refresh/answer-terms.ts";
import type { SuppressionKeys, Suppressions } from "../../../src/model/suppressions.ts";
import { withoutColumns } from "../../../src/table/without-columns.ts";
import { memoryTable, memoryWriter } from "../../helpers/memory-table.ts";
import { inventLeads, leadColumns } from "../../helpers/people.ts";
import { fakeService } from "../../helpers/service.ts";
import { type RunOutcome, runList } from "../run-list.ts";

/** Written in three batches where nobody is asked. */
const count = 2_500;
const fields = resolveFields(undefined);
const columns = outputColumns(fields);
const person = 1_700;

/** A ledger that somebody writes while the list is refreshed, behind the first batch. */
function ledger(isSuppressed: (keys: SuppressionKeys) => boolean) {
  let isChanged = false;
  const suppressions: Suppressions = {
    areSuppressed: async (batch) => batch.map((keys) => isChanged && isSuppressed(keys)),
    ghostsAt: async (batch) => batch.map(() => undefined),
    number: async () => (isChanged ? 1 : 0),
  };
  const answerTerms: AnswerTerms = {
    ...{ sha256: "0".repeat(64), number: 0 },
    hold: async () => !isChanged,
  };
  const change = () => {
    isChanged = true;
  };
  return { suppressions, answerTerms, change };
}

const noOne = () => false;
const still = ledger(noOne);

let enriched: RunOutcome;
beforeAll(async () => {
  const table = memoryTable({ columns: leadColumns, rows: inventLeads(count, 3) });
  enriched = await runList(table, { answerTerms: still.answerTerms, nameOrder: "mixed" });
});

async function refreshed(
  { suppressions, answerTerms, change }: ReturnType<typeof ledger>,
  isMeanwhile: boolean,
  maxRequests?: number,
) {
  const { receipt, writer } = enriched;
  const rows = writer.written.map(({ row, cells }) => [...row.cells, ...cells]);
  const all = memoryTable({ columns: [...leadColumns, ...columns], rows });
  const table = withoutColumns(all, (column) => column.startsWith("hb_"));
  const { layout, answers } = receipt;
  const service = fakeService();
  const again = await runList(table, {
    ...{ service, suppressions, answerTerms, maxRequests, nameOrder: "mixed" },
    earlier: { ...readRunToRefresh(table, "2026-01-02"), layout, answers },
    writer: memoryWriter(() => isMeanwhile && change()),
  });
  return { again, asked: service.asked.map(({ id }) => id) };
}

const cellsOf = ({ writer }: RunOutcome, row: number) => writer.cellsOf(row, columns);

describe("rows that were left unasked", () => {
  it("stay so as long as nothing changes", async () => {
    const { again, asked } = await refreshed(still, false);
    expect(asked).toEqual([]);
    const cells = ({ writer }: RunOutcome) => writer.written.map((one) => one.cells);
    expect(cells(again)).toEqual(cells(enriched).map((ours) => [...ours, ""]));
    expect(again.receipt.answers).toEqual(enriched.receipt.answers);
  });

  it("are asked about after all from where the ledger changed, and whoever is met is withheld", async () => {
    const was = cellsOf(enriched, person);
    expect(was).toMatchObject({ hb_status: "matched" });
    // Of what the list says nothing tells of the license.
    const license = `L${Number(was.hb_npi?.slice(1, 9)) % 1000}`;
    const isSuppressed = ({ licenses = [] }: SuppressionKeys) =>
      licenses.some(({ number }) => number === license);
    const { again, asked } = await refreshed(ledger(isSuppressed), true);
    expect(Math.min(...asked)).toBeGreaterThan(1_000);
    expect(asked).toContain(person);
    expect(cellsOf(again, person)).toMatchObject({ hb_status: "suppressed", hb_npi: "" });
    expect(cellsOf(again, person - 1)).toEqual(cellsOf(enriched, person - 1));
    expect(again.receipt.requests).toBe(asked.length);
    expect(again.receipt.answers).toBeUndefined();
    const { unasked = 0 } = again.receipt.refresh ?? {};
    expect(unasked).toBeGreaterThan(900);
    expect(unasked).toBeLessThanOrEqual(1_000);
  });

  it("are asked about once where they are one lead's", async () => {
    const { again, asked } = await refreshed(ledger(noOne), true);
    const firstOf = (row: number) => Number(cellsOf(enriched, row).hb_duplicate_of) || row;
    expect(new Set(asked.map(firstOf)).size).toBe(asked.length);
    // The first of some was written before the ledger changed.
    expect(asked.filter((row) => firstOf(row) <= 1_000).length).toBeGreaterThan(10);
    const cells = ({ writer }: RunOutcome) => writer.written.map((one) => one.cells);
    expect(cells(again)).toEqual(cells(enriched).map((ours) => [...ours, ""]));
  });

  it("count against the limit of requests, and stay as they were beyond it", async () => {
    const whole = await refreshed(ledger(noOne), true);
    const most = 40;
    const { again, asked } = await refreshed(ledger(noOne), true, most);
    expect(again.receipt.requests).toBe(most);
    expect(asked).toEqual(whole.asked.slice(0, most));
    const wasAsked = new Set(asked);
    const beyond = new Set(whole.asked.slice(most));
    const stale = again.writer.written.map(({ cells }) => cells.at(-1));
    expect([...new Set(stale)].sort()).toEqual(["", "2026-01-02"]);
    for (const row of wasAsked) expect(stale[row - 1]).toBe("");
    for (const row of beyond) expect(stale[row - 1]).toBe("2026-01-02");
    const ours = ({ writer }: RunOutcome, length: number) =>
      writer.written.map(({ cells }) => cells.slice(0, length));
    expect(ours(again, columns.length)).toEqual(ours(enriched, columns.length));
    expect(again.receipt.refresh?.stale).toBe(stale.filter(Boolean).length);
  });

  it("are asked about where somebody is met, though nothing is said to have changed", async () => {
    const { hb_npi } = cellsOf(enriched, person);
    const forged = ledger(({ npi }) => npi === hb_npi);
    forged.change();
    const { again, asked } = await refreshed({ ...forged, answerTerms: still.answerTerms }, false);
    // The NPI is in the question, which is not sent any more.
    expect(asked).toEqual([]);
    expect(cellsOf(again, person)).toMatchObject({ hb_status: "suppressed", hb_npi: "" });
  });
});
