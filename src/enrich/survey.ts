import { InterruptedError } from "../model/errors.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../table/lead-field.ts";
import { mapColumns } from "../table/map-columns.ts";
import { findSensitiveColumns } from "../table/sensitive-columns.ts";
import type { Table, TableRow } from "../table/table.ts";
import { contentTests } from "./content-tests.ts";
import { createRowCount, type RowCount } from "./count-rows.ts";
import type { Survey } from "./receipt.ts";
import { requireHeader, requireSearchable } from "./require-searchable.ts";
import { type ContextOptions, settleContext } from "./settle-context.ts";

export interface SurveyOptions extends ContextOptions {
  /** Lead field → header cell, from `--map`. */
  overrides: ReadonlyMap<LeadField, string>;
}

interface ReadDeps {
  signal: AbortSignal;
  onProgress?: (progress: SurveyProgress) => void;
}

export interface SurveyDeps extends ReadDeps {
  service: SearchService;
  /** An estimate sends leads too, so suppression is asked before it. */
  suppressions: Suppressions;
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
  const { mapping, count } = await readColumns(table, options.overrides, deps);
  requireSearchable(table.file, mapping);

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
    mapping,
    ...settled,
    release: info.release,
    extra_columns: count.extra(),
    cells: count.cells(),
    damage: count.damage(),
    never_sent: findSensitiveColumns(table.columns, count.cellSample()),
    requests: distinct,
    repeated,
  };
}

/**
 * Reads the list and says which column is which; a second time only when its cells, seen as a
 * whole, say something else than its first rows. Throws as `survey` does, but not for a list that
 * cannot be searched by.
 */
export async function readColumns(
  table: Table,
  overrides: ReadonlyMap<LeadField, string>,
  deps: ReadDeps,
): Promise<{ mapping: ColumnMapping; count: RowCount }> {
  requireHeader(table);
  const toMapping = (cells: readonly (readonly string[])[]): ColumnMapping =>
    mapColumns(table.columns, cells, overrides, contentTests);

  const first = await countRows(table, (rows) => toMapping(recordCells(rows)), deps);
  const mapping = toMapping(first.count.cellSample());
  if (sameColumns(mapping, first.mapping)) return { mapping, count: first.count };
  return countRows(table, () => mapping, deps);
}

/** @param toMapping what the first batch of rows says, or what is known already */
async function countRows(
  table: Table,
  toMapping: (firstRows: readonly TableRow[]) => ColumnMapping,
  { signal, onProgress }: ReadDeps,
): Promise<{ mapping: ColumnMapping; count: RowCount }> {
  let mapping: ColumnMapping | undefined;
  let count: RowCount | undefined;
  for await (const rows of table.rows({ signal })) {
    mapping ??= toMapping(rows);
    count ??= createRowCount(mapping);
    for (const row of rows) count.add(row);
    onProgress?.({ phase: "survey", rows: count.rows() });
  }
  mapping ??= toMapping([]);
  return { mapping, count: count ?? createRowCount(mapping) };
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
