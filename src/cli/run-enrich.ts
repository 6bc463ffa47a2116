import type { Config, Flags } from "../config.ts";
import { enrich } from "../enrich/enrich.ts";
import type { Receipt, Survey } from "../enrich/receipt.ts";
import { resolveFields } from "../enrich/resolve-fields.ts";
import { UsageError } from "../model/errors.ts";
import type { SearchService } from "../service/search-service.ts";
import { parseMapOption } from "../table/map-option.ts";
import type { OutputFormat } from "../table/output-format.ts";
import { openRejectsWriter } from "../table/rejects-writer.ts";
import type { Table } from "../table/table.ts";
import { watchRows } from "../table/watch-rows.ts";
import { requireRowFits } from "../table/xlsx/sheet-limits.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { endScreen } from "./enrich-screen.ts";
import { createFormulaCount, rawWarning } from "./formula-warning.ts";
import { openList, overridesOf, surveyList } from "./list.ts";
import { dryRunLines, mappingLines } from "./mapping-screen.ts";
import { openRunWriter } from "./open-run-writer.ts";
import { createOutput, type Output } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn, type Written, writtenMap } from "./output-path.ts";
import { createProgress } from "./progress.ts";
import {
  askedFormat,
  contradictionLines,
  refuseOnTerminal,
  settleFormat,
} from "./settle-format.ts";
import { settleMinConfidence } from "./settle-min-confidence.ts";

export interface EnrichArguments {
  /** `-` for standard input. */
  file: string;
  /** `-` for standard output; undefined for `<name>.enriched.<ext>` beside the input. */
  output: string | undefined;
  rejects: string | undefined;
  saveMap: string | undefined;
  dryRun: boolean;
  force: boolean;
  replaceHb: boolean;
  flags: Flags;
}

/** One run with everything it needs settled. */
interface Job {
  app: App;
  given: EnrichArguments;
  config: Config;
  out: Output;
  output: string;
  rejects: string | undefined;
  saveMap: string | undefined;
  force: boolean;
  fields: readonly string[];
  started: number;
}

/** What only the list and the registry can tell, too. */
interface SettledJob extends Job {
  format: OutputFormat;
  minConfidence: number;
}

/** Everything that can be refused without reading the list is refused before it is read. */
export async function runEnrich(given: EnrichArguments, app: App): Promise<number> {
  const started = app.io.now();
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const input = pathIn(app.io.cwd, given.file);
  const asked = askedFormat(config, given);
  const output =
    given.output === undefined
      ? await defaultOutput(input, asked)
      : pathIn(app.io.cwd, given.output);
  const rejects = given.rejects === undefined ? undefined : pathIn(app.io.cwd, given.rejects);
  const saveMap = given.saveMap === undefined ? undefined : pathIn(app.io.cwd, given.saveMap);
  const fields = resolveFields(config.settings.fields);
  parseMapOption(overridesOf(config));
  if (!given.dryRun) {
    refuseMixedStdout(config.settings.json, output, rejects);
    refuseOnTerminal(asked, output, app.io);
  }
  const written = given.dryRun ? writtenMap(saveMap) : writtenFiles(output, rejects, saveMap);
  await checkOutputs(input, written, given.force);
  const { force } = given;
  const job: Job = {
    ...{ app, given, config, out, output, rejects, saveMap, force },
    fields,
    started,
  };
  const table = await openList(app, config, input, given.replaceHb ? "drop" : "refuse");
  return closing(table, async () => {
    const format = settleFormat(asked, output, table);
    if (!given.dryRun) refuseOnTerminal(format, output, app.io);
    return closing(await app.openService(config), (service) =>
      runOver(table, service, { ...job, format }),
    );
  });
}

function writtenFiles(
  output: string,
  rejects: string | undefined,
  saveMap: string | undefined,
): Written[] {
  const files: Written[] = [{ flag: "--output", path: output }];
  if (rejects !== undefined) files.push({ flag: "--rejects", path: rejects });
  return [...files, ...writtenMap(saveMap)];
}

function refuseMixedStdout(json: boolean, output: string, rejects: string | undefined): void {
  if (rejects === "-") {
    throw new UsageError("usage", "--rejects needs a file.", "For example: --rejects rejects.csv");
  }
  if (!json || output !== "-") return;
  throw new UsageError(
    "usage",
    "--json and the enriched list cannot both go to standard output.",
    "Write the list to a file with --output FILE, or leave --json away.",
  );
}

async function runOver(
  list: Table,
  service: SearchService,
  job: Omit<SettledJob, "minConfidence">,
): Promise<number> {
  const { out, config, given, output, format } = job;
  const minConfidence = await settleMinConfidence(config, service);
  const formulas = createFormulaCount();
  const table = watchRows(list, format === "xlsx" ? requireRowFits : formulas.see);
  const survey = await surveyList(table, service, job);
  for (const line of mappingLines(table, survey)) out.note(line);
  for (const line of contradictionLines(format, given)) out.note(line);
  if (format === "csv") {
    for (const line of formulas.lines()) out.note(line);
    if (config.settings.raw) out.note(rawWarning);
  }
  out.detail(`${service.label}, release ${survey.release}`);
  out.detail(`input SHA-256 ${survey.input_sha256}`);
  if (given.dryRun) {
    for (const line of dryRunLines(survey, output, job.saveMap)) out.note(line);
    if (config.settings.json) await out.json(dryRunSummary(table, survey));
    return 0;
  }
  const receipt = await write(table, survey, service, { ...job, minConfidence });
  await report(table, survey, receipt, job);
  return receipt.statuses.error + receipt.statuses.not_attempted > 0 ? 5 : 0;
}

async function write(
  table: Table,
  survey: Survey,
  service: SearchService,
  { app, given, config, output, format, rejects: rejectsPath, fields, minConfidence }: SettledJob,
): Promise<Receipt> {
  const { io } = app;
  const { settings } = config;
  const atomic = { keepExisting: !given.force, unfinished: io.unfinished };
  const suppressions = await app.suppressions(config);
  const rejects =
    rejectsPath === undefined ? undefined : await openRejectsWriter(rejectsPath, table, atomic);
  const progress = await createProgress(io, settings);
  try {
    const parts = { table, survey, fields, config, format, rejects, io, atomic };
    const writer = await openRunWriter(output, parts);
    return await enrich(
      {
        survey,
        fields,
        minConfidence,
        targetPrecision: settings.target_precision,
        batchSize: settings.batch_size,
        concurrency: settings.concurrency,
      },
      {
        ...{ table, service, suppressions, writer },
        ...(rejects === undefined ? {} : { rejects }),
        signal: io.signal,
        onProgress: ({ rows, total }) =>
          progress.update({ step: "Enriching", done: rows, total, unit: "rows" }),
        now: io.now,
      },
    );
  } catch (error) {
    await rejects?.abort();
    throw error;
  } finally {
    progress.stop();
  }
}

async function report(
  table: Table,
  survey: Survey,
  receipt: Receipt,
  job: Omit<SettledJob, "minConfidence">,
): Promise<void> {
  const { app, config, out, output, given, format } = job;
  const piped = pipedOr(table.file, given);
  // `explain` reads lists; lines of JSON are none.
  const file = format === "ndjson" ? table.file : output;
  const whole = { ...receipt, duration_ms: Math.round(app.io.now() - job.started) };
  const screen = endScreen({
    receipt: whole,
    output,
    explainFile: output === "-" ? piped : file,
    input: output === "-" ? piped : table.file,
    inputOptions:
      given.flags.encoding === undefined
        ? []
        : [config.origin.encoding, String(given.flags.encoding)],
    explainOptions: explainOptions(config, given, receipt, survey),
    paint: out.paint,
  });
  for (const line of screen) out.note(line);
  if (config.settings.json) await out.json(summary(table, survey, whole, output));
}

/** What came through a pipe cannot be read again; its output has nowhere else to go by itself. */
function pipedOr(file: string, given: EnrichArguments): string {
  return given.output === undefined ? "-" : file;
}

/** What has to be said again for `explain` to ask the same question. */
function explainOptions(
  { settings, origin }: Config,
  { flags }: EnrichArguments,
  { min_confidence, target_precision }: Receipt,
  { said }: Survey,
): string[] {
  const typed = [
    "registry",
    "service",
    "map_file",
    "delimiter",
    "header_row",
    "sheet",
    "name_order",
    "name_columns",
    "prior",
    "min_confidence",
  ] as const;
  const words = typed.flatMap((name) =>
    flags[name] === undefined ? [] : [origin[name], String(flags[name])],
  );
  const maps = [...(flags.map === undefined ? [] : Object.entries(settings.map)), ...said];
  if (target_precision !== undefined) words.push("--min-confidence", String(min_confidence));
  return [...words, ...maps.flatMap(([field, column]) => ["--map", `${field}=${column}`])];
}

function summary(table: Table, survey: Survey, receipt: Receipt, output: string) {
  const { rows_in, rows_out, untouched_sha256 } = receipt;
  return {
    schema_version: 1,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
    certainty: table.certainty ?? null,
    output,
    rows: rows_out,
    statuses: receipt.statuses,
    reasons: Object.fromEntries(receipt.reasons),
    duplicate_rows: receipt.duplicate_rows,
    requests: receipt.requests,
    duration_ms: receipt.duration_ms,
    release: receipt.release,
    context: receipt.context,
    min_confidence: receipt.min_confidence,
    target_precision: receipt.target_precision ?? null,
    mapping: receipt.mapping,
    never_sent: survey.never_sent.map(({ column }) => column),
    damage: receipt.damage,
    receipt: { rows_in, rows_out, untouched_sha256 },
  };
}

function dryRunSummary(table: Table, survey: Survey) {
  const { rows, requests, release, context, mapping, not_taken, cells, never_sent, damage } =
    survey;
  return {
    schema_version: 1,
    dry_run: true,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
    certainty: table.certainty ?? null,
    ...{ rows, requests, release, context, mapping, not_taken, cells },
    never_sent: never_sent.map(({ column }) => column),
    damage,
  };
}
