import type { ListReading, Survey } from "../../enrich/receipt/receipt.ts";
import { planWriting, requireColumns, type WritePlan } from "../../enrich/write/plan-writing.ts";
import { parseContactMap } from "../../table/columns/map-option.ts";
import type { Table } from "../../table/table.ts";
import { overridesOf } from "../input/list.ts";
import type { EnrichArguments, OpenJob } from "./enrich-job.ts";

/** Before anybody is asked anything: UsageError for a column that the list does not have. */
export function refuseUnknownColumns(
  { columns }: Pick<Table, "columns">,
  { write }: Pick<EnrichArguments, "write">,
): void {
  if (write?.mode === "overwrite") requireColumns(write.columns, columns);
}

/** Into which of the list's own columns a run writes; undefined where it adds columns only. */
export function planFor(
  { columns }: Pick<Table, "columns">,
  reading: ListReading & Partial<Pick<Survey, "context">>,
  { given, config, earlier }: OpenJob,
): WritePlan | undefined {
  // Rows that are asked about again are written as the others were.
  const before = earlier?.terms?.write;
  const write = before?.mode ?? given.write;
  if (write === undefined) return undefined;
  return planWriting(write, {
    fields: before?.fields,
    columns,
    mapping: reading.mapping,
    neverSent: reading.never_sent,
    said: parseContactMap(overridesOf(config)),
    nameColumns: reading.context?.name_columns ?? config.settings.name_columns,
  });
}
