import { tmpdir } from "node:os";
import type { Config } from "../../config.ts";
import { existingHbColumns } from "../../enrich/cells/output-columns.ts";
import type { ListReading, Survey } from "../../enrich/receipt/receipt.ts";
import type { ReadDeps } from "../../enrich/rows/read-columns.ts";
import { readList, type SurveyDeps, survey } from "../../enrich/rows/survey.ts";
import { withoutEarlierRun } from "../../enrich/write/without-earlier-run.ts";
import { UsageError } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { LeadField } from "../../table/columns/lead-field.ts";
import { overridesWithFile } from "../../table/columns/map-file.ts";
import { parseMapOption } from "../../table/columns/map-option.ts";
import { openTable } from "../../table/open-table.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { shorten } from "../screen/printable.ts";
import { createProgress } from "../screen/progress.ts";
import type { Earlier } from "./earlier-terms.ts";
import { readMapFile, saveMapFile } from "./map-file.ts";
import { settleDoubts } from "./mapping-questions.ts";

/**
 * Open a list for a command. The columns of an earlier run are refused or dropped: their NPIs
 * would be taken for the list's own. `keep` leaves that to the caller.
 */
export async function openList(
  { io }: App,
  { settings }: Config,
  path: string,
  hbColumns: "refuse" | "drop" | "keep",
): Promise<Table> {
  const { delimiter, encoding, header_row: headerRow, sheet } = settings;
  const latin1 = encoding === "iso-8859-1";
  if (latin1) createOutput(io, settings).note(latin1Note);
  // Read for its faults: a list may take long to open.
  if (settings.map_file !== undefined) await readMapFile(settings.map_file);
  const table = await openTable(path, {
    ...{ delimiter, headerRow, sheet },
    encoding: latin1 ? "windows-1252" : encoding,
    tempDir: io.env.TMPDIR || tmpdir(),
    stdin: io.stdin,
    signal: io.signal,
    unfinished: io.unfinished,
  });
  await refuseSheetOfText(table, sheet);
  const existing = new Set(existingHbColumns(table.columns));
  if (existing.size === 0 || hbColumns === "keep") return table;
  if (hbColumns === "drop") return withoutEarlierRun(table);
  await table.close();
  throw new UsageError(
    "hb_columns_exist",
    `${path} was enriched before: it has ${existing.size} hb_ ${existing.size === 1 ? "column" : "columns"} already (${shorten([...existing].join(", "), 60)}).`,
    "Add --replace-hb to drop them and enrich again; heartbeat refresh tells what changed since.",
  );
}

const latin1Note =
  "iso-8859-1 is read as windows-1252: the same letters, and the quotes and dashes it lacks.";

interface Asking {
  app: App;
  config: Config;
  /** Where to keep the mapping, from --save-map. */
  saveMap: string | undefined;
  force: boolean;
  /** What an unfinished run has settled. */
  resume?: SurveyDeps["resume"] | undefined;
  /** Whose answers stay, and under whose terms it is asked. */
  earlier?: Earlier | undefined;
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

/** Settle mapping and context, with the list's options as they were given; keep the mapping. */
export async function surveyList(
  table: Table,
  service: SearchService,
  asking: Asking,
): Promise<Survey> {
  const { app, config } = asking;
  const { name_order, name_columns, prior, max_requests } = config.settings;
  return reading(table, asking, async (overrides, deps) =>
    survey(
      table,
      {
        overrides,
        ...(name_order === undefined ? {} : { nameOrder: name_order }),
        ...(name_columns === undefined ? {} : { nameColumns: name_columns }),
        ...(prior === undefined ? {} : { prior }),
        ...(max_requests === undefined ? {} : { maxRequests: max_requests }),
      },
      {
        ...deps,
        service,
        suppressions: await app.suppressions(config),
        resume: async (list) => {
          // Also where it is settled: with it the journal is taken up.
          const kept = await asking.resume?.(list);
          return { runKey: kept?.runKey, settled: asking.earlier?.terms?.settled ?? kept?.settled };
        },
      },
    ),
  );
}

/** Settle the mapping alone: nobody is asked anything. */
export async function readListAlone(table: Table, asking: Asking): Promise<ListReading> {
  return reading(table, asking, (overrides, deps) => readList(table, { overrides }, deps));
}

async function reading<T extends ListReading>(
  table: Table,
  { app: { io }, config, saveMap, force, earlier }: Asking,
  read: (overrides: ReadonlyMap<LeadField, string>, deps: ReadDeps) => Promise<T>,
): Promise<T> {
  const { settings } = config;
  const terms = earlier?.terms;
  const overrides = terms?.overrides ?? (await listOverrides(config, table.columns));
  const progress = await createProgress(io, settings);
  try {
    const found = await read(overrides, {
      earlier: earlier?.run,
      signal: io.signal,
      onProgress: ({ rows }) => progress.update({ step: "Reading", done: rows, unit: "rows" }),
      settleDoubts: (doubts) => {
        progress.stop();
        const { file, columns } = table;
        return settleDoubts(doubts, {
          ...{ io, settings, file, columns },
          out: createOutput(io, settings),
        });
      },
    });
    // The same columns as `overrides` names, and how the run came to them.
    const settled = terms?.mapping === undefined ? found : { ...found, mapping: terms.mapping };
    if (saveMap !== undefined) {
      await saveMapFile(saveMap, table.columns, settled, { io, force });
    }
    return settled;
  } finally {
    progress.stop();
  }
}

/** What the user says of the columns: `--map`, and what `--map-file` says beside it. */
export async function listOverrides(
  config: Config,
  columns: readonly string[],
): Promise<Map<LeadField, string>> {
  const said = parseMapOption(overridesOf(config));
  const { map_file } = config.settings;
  if (map_file === undefined) return said;
  return overridesWithFile(await readMapFile(map_file), map_file, said, columns);
}

/** As `--map` would say it, wherever it was said. */
export function overridesOf({ settings }: Config): string[] {
  return Object.entries(settings.map).map(([field, column]) => `${field}=${column}`);
}
