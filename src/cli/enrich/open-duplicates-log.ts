import { duplicateColumns } from "../../enrich/dedupe/duplicate-cells.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import type { AtomicFileOptions } from "../../table/files/atomic-file.ts";
import { openRowLogWriter, type RowLogWriter } from "../../table/files/row-log-writer.ts";
import type { Table } from "../../table/table.ts";
import type { SettledJob } from "./enrich-job.ts";

/** The log of duplicates of a run, with their own cells where the output lacks them; undefined where none is kept. */
export async function openDuplicatesLog(
  list: Table,
  { extra_columns: extraColumns }: Survey,
  { dedupe, config }: SettledJob,
  atomic: AtomicFileOptions,
): Promise<RowLogWriter | undefined> {
  if (dedupe?.log === undefined) return undefined;
  return openRowLogWriter(dedupe.log, {
    ...{ list, raw: config.settings.raw, names: duplicateColumns },
    rows: dedupe.mode === "drop" ? { extraColumns } : undefined,
    ...atomic,
  });
}
