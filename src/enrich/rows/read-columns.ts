import { type ColumnMapping, type LeadField, leadFields } from "../../table/columns/lead-field.ts";
import { type ColumnDoubt, type MappedList, mapColumns } from "../../table/columns/map-columns.ts";
import { columnReference } from "../../table/columns/map-option.ts";
import {
  findSensitiveColumns,
  type SensitiveColumn,
} from "../../table/columns/sensitive-columns.ts";
import type { Table, TableRow } from "../../table/table.ts";
import type { EarlierRun } from "../earlier-run.ts";
import type { ListReading } from "../receipt/receipt.ts";
import { createRowLayout, differingParts, type RowLayout } from "../receipt/row-layout.ts";
import { createRowParts, partRows, type RowParts } from "../receipt/row-parts.ts";
import { contentTests } from "./content-tests.ts";
import { createRowCount, type RowCount } from "./count-rows.ts";
import { requireHeader } from "./require-searchable.ts";

export interface ReadDeps {
  /** Whose answers stay. */
  earlier?: EarlierRun | undefined;
  signal: AbortSignal;
  onProgress?: (progress: SurveyProgress) => void;
  /** Without it every field keeps the best guess. */
  settleDoubts?: SettleDoubts;
}

/**
 * Asked where columns are in doubt. Returns what `--map` would say of them; a field that is not in it
 * keeps the best guess.
 */
export type SettleDoubts = (
  doubts: readonly ColumnDoubt[],
) => Promise<ReadonlyMap<LeadField, string>>;

interface SurveyProgress {
  phase: "survey";
  rows: number;
}

/** What the columns of a list are, and what its rows come to under that mapping. */
export interface ReadColumns extends SettledColumns {
  count: RowCount;
  sensitive: readonly SensitiveColumn[];
  /** Of a list that is refreshed: rows that may not be what they were. */
  edited: ListReading["edited"];
  /** And those that may not say what they said in our columns. */
  retold: ListReading["retold"];
}

/**
 * Reads the list and says which column is which; a second time only when its cells, seen as a
 * whole, say something else than its first rows. Throws UsageError when `overrides` names no column,
 * InputError when the list has no header.
 */
export async function readColumns(
  table: Table,
  overrides: ReadonlyMap<LeadField, string>,
  deps: ReadDeps,
): Promise<ReadColumns> {
  requireHeader(table);
  const { columns } = table;
  const firstMapping = (rows: readonly TableRow[]): ColumnMapping =>
    mapColumns(columns, recordCells(rows), overrides, contentTests).mapping;
  const first = await countRows(table, firstMapping, deps);
  const sample = first.count.cellSample();
  const whole = await settleColumns(columns, sample, overrides, deps.settleDoubts);
  const { count, layout, told } = sameColumns(whole.mapping, first.mapping)
    ? first
    : await countRows(table, () => whole.mapping, deps);
  const then = deps.earlier?.layout;
  const edited = then && layout && differingParts(then, layout, Number.POSITIVE_INFINITY);
  const retold = told && retoldRows(told, deps.earlier);
  return { ...whole, count, sensitive: findSensitiveColumns(columns, sample), edited, retold };
}

function retoldRows(told: RowParts, earlier: EarlierRun | undefined): ListReading["retold"] {
  const then = earlier?.answers;
  if (then === undefined) return undefined;
  const parts = { parts: then.parts, part_rows: partRows };
  return differingParts(parts, { parts: told.text() }, Number.POSITIVE_INFINITY);
}

export interface SettledColumns extends Pick<MappedList, "mapping" | "notTaken"> {
  said: ReadonlyMap<LeadField, string>;
  leftOut: readonly LeadField[];
}

/** The mapping that these cells tell, with its doubts settled. */
export async function settleColumns(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  overrides: ReadonlyMap<LeadField, string>,
  settleDoubts: SettleDoubts | undefined,
): Promise<SettledColumns> {
  const said = new Map<LeadField, string>();
  for (;;) {
    const whole = new Map([...overrides, ...said]);
    const { mapping, doubts, notTaken } = mapColumns(columns, sample, whole, contentTests);
    const answers = doubts.length === 0 ? undefined : await settleDoubts?.(doubts);
    for (const [field, column] of answers ?? []) said.set(field, column);
    // What was answered may free a column that another field is then in doubt about.
    if (answers !== undefined && answers.size > 0) continue;
    for (const { field, columns: doubted } of doubts) {
      const index = doubted[0]?.index;
      if (index !== undefined) said.set(field, columnReference(index, columns));
    }
    const leftOut = leadFields.filter((field) => whole.get(field) === "");
    return { mapping, notTaken, said, leftOut };
  }
}

interface CountedRows {
  mapping: ColumnMapping;
  count: RowCount;
  layout: RowLayout | undefined;
  /** What its rows say in the columns of a run. */
  told: RowParts | undefined;
}

/** @param toMapping what the first batch of rows says, or what is known already */
async function countRows(
  table: Table,
  toMapping: (firstRows: readonly TableRow[]) => ColumnMapping,
  { earlier, signal, onProgress }: ReadDeps,
): Promise<CountedRows> {
  const layout = earlier?.layout && createRowLayout(table);
  const told = earlier?.answers && createRowParts();
  let mapping: ColumnMapping | undefined;
  let count: RowCount | undefined;
  for await (const rows of table.rows({ signal })) {
    mapping ??= toMapping(rows);
    count ??= createRowCount(mapping, table.header.raw, earlier);
    for (const row of rows) {
      count.add(row);
      layout?.add(row);
      if (row.kind !== "blank_line") told?.add(earlier?.told?.(row) ?? "");
    }
    onProgress?.({ phase: "survey", rows: count.rows() });
  }
  mapping ??= toMapping([]);
  return {
    mapping,
    count: count ?? createRowCount(mapping, table.header.raw, earlier),
    ...{ layout: layout?.layout(), told },
  };
}

function recordCells(rows: readonly TableRow[]): (readonly string[])[] {
  return rows.filter(({ kind }) => kind === "record").map(({ cells }) => cells);
}

function sameColumns(a: ColumnMapping, b: ColumnMapping): boolean {
  return leadFields.every((field) => a[field]?.index === b[field]?.index);
}
