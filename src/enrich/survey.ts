import { InterruptedError } from "../model/errors.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../table/lead-field.ts";
import { type ColumnDoubt, type MappedList, mapColumns } from "../table/map-columns.ts";
import { columnReference } from "../table/map-option.ts";
import type { Table, TableRow } from "../table/table.ts";
import { contentTests } from "./content-tests.ts";
import { createRowCount, type RowCount } from "./count-rows.ts";
import type { Survey } from "./receipt.ts";
import { requireHeader, requireSearchable } from "./require-searchable.ts";
import { type ContextOptions, settleContext } from "./settle-context.ts";

export interface SurveyOptions extends ContextOptions {
  /** Lead field → header cell, from `--map` and `--map-file`. */
  overrides: ReadonlyMap<LeadField, string>;
}

export interface SurveyDeps {
  service: SearchService;
  /** An estimate sends leads too, so suppression is asked before it. */
  suppressions: Suppressions;
  signal: AbortSignal;
  onProgress?: (progress: SurveyProgress) => void;
  /**
   * Asked where columns are in doubt. Returns what `--map` would say of them; a field that is not
   * in it keeps the best guess. Without it all do.
   */
  settleDoubts?: (doubts: readonly ColumnDoubt[]) => Promise<ReadonlyMap<LeadField, string>>;
}

interface SurveyProgress {
  phase: "survey";
  rows: number;
}

/**
 * Settles what a run has to know before its first request. The list is read once; a second time
 * only when its cells, seen as a whole, say something else about the columns than its first rows.
 * Throws UsageError when `--map` names no column or none can be searched by, InputError when the list
 * has no header, InterruptedError when the signal fires, and what
 * table and service throw.
 */
export async function survey(
  table: Table,
  options: SurveyOptions,
  deps: SurveyDeps,
): Promise<Survey> {
  try {
    return await settle(table, options, deps);
  } catch (error) {
    throw deps.signal.aborted ? new InterruptedError() : error;
  }
}

async function settle(table: Table, options: SurveyOptions, deps: SurveyDeps): Promise<Survey> {
  requireHeader(table);
  const { columns } = table;
  const firstMapping = (rows: readonly TableRow[]): ColumnMapping =>
    mapColumns(columns, recordCells(rows), options.overrides, contentTests).mapping;
  const first = await countRows(table, firstMapping, deps);
  const { mapping, notTaken, said, leftOut } = await mapWhole(
    columns,
    first.count.cellSample(),
    options.overrides,
    deps,
  );
  requireSearchable(table.file, mapping, notTaken);
  const { count } = sameColumns(mapping, first.mapping)
    ? first
    : await countRows(table, () => mapping, deps);

  const again = count.headerAgain();
  const info = await deps.service.info();
  const { distinct, repeated } = count.leads();
  const settled = await settleContext(
    { leads: distinct, sample: count.leadSample(), mapping },
    { id: info.release, defaultPrior: info.default_prior },
    options,
    deps,
  );
  return {
    input_sha256: requireSha256(table),
    rows: count.rows(),
    rejected: count.rejected(),
    ...(again === undefined ? {} : { header_again: again }),
    mapping,
    not_taken: notTaken,
    said,
    left_out: leftOut,
    ...settled,
    release: info.release,
    extra_columns: count.extra(),
    cells: count.cells(),
    requests: distinct,
    repeated,
  };
}

interface WholeMapping extends Pick<MappedList, "mapping" | "notTaken"> {
  said: ReadonlyMap<LeadField, string>;
  leftOut: readonly LeadField[];
}

/** The mapping that the list as a whole tells, with its doubts settled. */
async function mapWhole(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  overrides: ReadonlyMap<LeadField, string>,
  { settleDoubts }: SurveyDeps,
): Promise<WholeMapping> {
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

/** @param toMapping what the first batch of rows says, or what is known already */
async function countRows(
  table: Table,
  toMapping: (firstRows: readonly TableRow[]) => ColumnMapping,
  { signal, onProgress }: SurveyDeps,
): Promise<{ mapping: ColumnMapping; count: RowCount }> {
  let mapping: ColumnMapping | undefined;
  let count: RowCount | undefined;
  for await (const rows of table.rows({ signal })) {
    mapping ??= toMapping(rows);
    count ??= createRowCount(mapping, table.header.raw);
    for (const row of rows) count.add(row);
    onProgress?.({ phase: "survey", rows: count.rows() });
  }
  mapping ??= toMapping([]);
  return { mapping, count: count ?? createRowCount(mapping, table.header.raw) };
}

function recordCells(rows: readonly TableRow[]): (readonly string[])[] {
  return rows.filter(({ kind }) => kind === "record").map(({ cells }) => cells);
}

function sameColumns(a: ColumnMapping, b: ColumnMapping): boolean {
  return leadFields.every((field) => a[field]?.index === b[field]?.index);
}

function requireSha256(table: Table): string {
  const sha256 = table.sha256();
  if (sha256 === undefined) throw new Error("a list that was read whole has no hash");
  return sha256;
}
