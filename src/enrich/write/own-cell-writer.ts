import type { Table, TableRow } from "../../table/table.ts";
import type { Finding } from "../finding.ts";
import { type CellDecision, chooseCells } from "./choose-cells.ts";
import type { WritePlan } from "./plan-writing.ts";
import { proveRestored } from "./prove-restored.ts";
import { replacementsText } from "./replacement.ts";
import { createCellRestorer } from "./restore-cells.ts";
import { type OutputCells, writeRow } from "./write-row.ts";

/** How a run writes into the list's own cells. */
export interface WriteOptions extends OutputCells {
  plan: WritePlan;
}

/** What a run wrote into one column. */
export interface WrittenCount {
  /** Position in the list, 1 = first, and how `--map` names the column. */
  column: number;
  name: string;
  /** Cells written. */
  cells: number;
  /** Cells that stayed because they are verified, where there was another value. */
  kept_verified: number;
}

/** Writes into the cells of one row after the other, and counts. */
export interface OwnCellWriter {
  write(row: TableRow, finding: Finding): OwnCells;
  counts(): WrittenCount[];
}

interface OwnCells {
  row: TableRow;
  /** The cell of `hb_replaced`. */
  told: string;
  /** The written row taken back: what the proof is over. */
  untouched: TableRow;
  decisions: readonly CellDecision[];
}

/** @param fields how many profile columns stand before the plan's values in a finding's cells */
export function createOwnCellWriter(
  table: Pick<Table, "columns" | "dialect">,
  options: WriteOptions,
  fields: number,
): OwnCellWriter {
  const { plan, as } = options;
  const { delimiter } = table.dialect;
  const restore = createCellRestorer(table, as);
  const proof = { restore, as, width: table.columns.length, delimiter };
  const counts = new Map(
    plan.columns.map(({ index, name }): [number, WrittenCount] => [
      index,
      { column: index + 1, name, cells: 0, kept_verified: 0 },
    ]),
  );

  /** Only a match that this run has made says whose row it is. */
  function decide(row: TableRow, finding: Finding): readonly CellDecision[] {
    const isOurs = finding.status === "matched" && finding.kept === undefined;
    if (row.kind !== "record" || !isOurs || finding.cells.length === 0) return [];
    const values = new Map(
      plan.values.map(({ name }, i) => [name, finding.cells[fields + i] ?? ""]),
    );
    return chooseCells(row, plan, { values, reached: finding.reached ?? [] });
  }

  return {
    write(row, finding) {
      const written = writeRow(row, decide(row, finding), options, delimiter);
      for (const { index, rule } of written.decisions) {
        const count = counts.get(index);
        if (count === undefined || rule === "kept") continue;
        if (rule === "kept_verified") count.kept_verified++;
        else count.cells++;
      }
      return {
        row: written.row,
        told: replacementsText(written.replaced),
        untouched: proveRestored(row, written, proof),
        decisions: written.decisions,
      };
    },
    counts: () => [...counts.values()],
  };
}
