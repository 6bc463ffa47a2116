import { tmpdir } from "node:os";
import type { Config } from "../config.ts";
import { existingHbColumns } from "../enrich/output-columns.ts";
import type { Survey } from "../enrich/receipt.ts";
import { survey } from "../enrich/survey.ts";
import { UsageError } from "../model/errors.ts";
import type { SearchService } from "../service/search-service.ts";
import { parseMapOption } from "../table/map-option.ts";
import { openTable } from "../table/open-table.ts";
import type { Table } from "../table/table.ts";
import { withoutColumns } from "../table/without-columns.ts";
import type { App } from "./app.ts";
import { shorten } from "./printable.ts";
import { createProgress } from "./progress.ts";

/**
 * Open a list for a command. The columns of an earlier run are refused or dropped: their NPIs
 * would be taken for the list's own.
 */
export async function openList(
  { io }: App,
  { settings }: Config,
  path: string,
  hbColumns: "refuse" | "drop",
): Promise<Table> {
  const table = await openTable(path, {
    delimiter: settings.delimiter,
    sheet: settings.sheet,
    tempDir: io.env.TMPDIR || tmpdir(),
    stdin: io.stdin,
    signal: io.signal,
    unfinished: io.unfinished,
  });
  await refuseSheetOfText(table, settings.sheet);
  const existing = new Set(existingHbColumns(table.columns));
  if (existing.size === 0) return table;
  if (hbColumns === "drop") return withoutColumns(table, (column) => existing.has(column));
  await table.close();
  throw new UsageError(
    "hb_columns_exist",
    `${path} was enriched before: it has ${existing.size} hb_ ${existing.size === 1 ? "column" : "columns"} already (${shorten([...existing].join(", "), 60)}).`,
    "Add --replace-hb to drop them and enrich again.",
  );
}

/** A list that is no workbook is likely to be another file than was meant. */
async function refuseSheetOfText(table: Table, sheet: string | undefined): Promise<void> {
  if (sheet === undefined || table.format === "xlsx") return;
  await table.close();
  throw new UsageError(
    "sheet_of_no_workbook",
    `${table.file} is no workbook, so it has no sheets to choose from.`,
    "Leave --sheet away, or name the .xlsx file.",
  );
}

/** Settle mapping and context, with the list's options as they were given. */
export async function surveyList(
  table: Table,
  service: SearchService,
  { app, config }: { app: App; config: Config },
): Promise<Survey> {
  const { settings } = config;
  const progress = await createProgress(app.io, settings);
  try {
    return await survey(
      table,
      {
        overrides: parseMapOption(overridesOf(config)),
        ...(settings.name_order === undefined ? {} : { nameOrder: settings.name_order }),
        ...(settings.name_columns === undefined ? {} : { nameColumns: settings.name_columns }),
        ...(settings.prior === undefined ? {} : { prior: settings.prior }),
      },
      {
        service,
        suppressions: await app.suppressions(config),
        signal: app.io.signal,
        onProgress: ({ rows }) => progress.update({ step: "Reading", done: rows, unit: "rows" }),
      },
    );
  } finally {
    progress.stop();
  }
}

/** As `--map` would say it, wherever it was said. */
export function overridesOf({ settings }: Config): string[] {
  return Object.entries(settings.map).map(([field, column]) => `${field}=${column}`);
}
