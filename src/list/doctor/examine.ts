import { existingHbColumns } from "../../enrich/cells/output-columns.ts";
import { readColumns } from "../../enrich/rows/read-columns.ts";
import { isSearchable } from "../../enrich/rows/require-searchable.ts";
import { withoutEarlierRun } from "../../enrich/write/without-earlier-run.ts";
import { InterruptedError } from "../../model/errors.ts";
import type { ColumnMapping, LeadField } from "../../table/columns/lead-field.ts";
import type { Dialect, Table } from "../../table/table.ts";
import { checkColumns } from "./check-columns.ts";
import { createRowCheck } from "./check-rows.ts";
import { createFindings } from "./collect-findings.ts";
import type { DoctorFinding } from "./finding.ts";
import { checkSharedNpis, createNpiRegister } from "./shared-npis.ts";

/** How a list was understood, and everything that is odd about it. */
export interface Examination {
  /** As the user named it; `-` for standard input. */
  file: string;
  rows: number;
  dialect: Dialect;
  /** Of a workbook. */
  sheet?: string;
  mapping: ColumnMapping;
  /** Header cells of columns that no field has. */
  not_used: string[];
  never_sent: string[];
  findings: DoctorFinding[];
}

export interface ExamineDeps {
  signal: AbortSignal;
  onProgress?: (progress: { rows: number }) => void;
}

/**
 * Looks at every cell of a list; asks nobody, changes nothing. Throws what reading throws, and
 * UsageError for a `--map` that cannot be followed.
 */
export async function examine(
  table: Table,
  overrides: ReadonlyMap<LeadField, string>,
  deps: ExamineDeps,
): Promise<Examination> {
  try {
    return await examineList(table, overrides, deps);
  } catch (error) {
    throw deps.signal.aborted ? new InterruptedError() : error;
  }
}

async function examineList(
  given: Table,
  overrides: ReadonlyMap<LeadField, string>,
  { signal, onProgress }: ExamineDeps,
): Promise<Examination> {
  const enriched = new Set(existingHbColumns(given.columns));
  const table = withoutEarlierRun(given);
  const { columns, dialect } = table;
  const { mapping, count, sensitive } = await readColumns(table, overrides, { signal });
  const findings = createFindings(columns);
  for (const _ of enriched) findings.add("enriched_before");
  if (!isSearchable(mapping)) findings.add("nothing_to_search_by");
  if (dialect.encoding === "windows-1252") findings.add("windows_1252");
  checkColumns(columns, sensitive, findings);

  const never = new Set(sensitive.map(({ index }) => index));
  const { repeated } = count.leads();
  const checkRow = createRowCheck(
    { columns, mapping, dialect, sensitive: never, repeated },
    findings,
  );
  const npis = createNpiRegister(mapping);
  let rows = 0;
  for await (const batch of table.rows({ signal })) {
    for (const row of batch) {
      checkRow(row);
      npis.add(row);
      if (row.kind !== "blank_line") rows++;
    }
    onProgress?.({ rows });
  }
  await checkSharedNpis(table, mapping, npis.repeated(), findings, signal);

  const used = new Set(Object.values(mapping).map(({ index }) => index));
  return {
    file: table.file,
    rows,
    dialect,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    mapping,
    not_used: columns.filter((_, index) => !used.has(index) && !never.has(index)),
    never_sent: sensitive.map(({ column }) => column),
    findings: findings.list(),
  };
}
