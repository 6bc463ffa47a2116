import { basename } from "node:path";
import type { Config, Flags } from "../config.ts";
import { enrich } from "../enrich/enrich.ts";
import { outputColumns } from "../enrich/output-columns.ts";
import type { Receipt, Survey } from "../enrich/receipt.ts";
import { resolveFields } from "../enrich/resolve-fields.ts";
import { type RunFacts, writeUpReceipt } from "../enrich/write-up-receipt.ts";
import type { SearchService } from "../service/search-service.ts";
import { openCsvWriter } from "../table/csv-writer.ts";
import { parseMapOption } from "../table/map-option.ts";
import { openRejectsWriter } from "../table/rejects-writer.ts";
import type { Table } from "../table/table.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { endScreen } from "./enrich-screen.ts";
import { openList, overridesOf, surveyList } from "./list.ts";
import { dryRunLines, mappingLines } from "./mapping-screen.ts";
import { createOutput, type Output } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn } from "./output-path.ts";
import { createProgress } from "./progress.ts";
import { type ReceiptPlace, receiptPlace } from "./receipt-place.ts";
import { createReceiptWriter } from "./receipt-writer.ts";
import { refuseMixedStdout, writtenFiles } from "./run-files.ts";
import { settleMinConfidence } from "./settle-min-confidence.ts";
import { version } from "./version.ts";

export interface EnrichArguments {
  /** `-` for standard input. */
  file: string;
  /** `-` for standard output; undefined for `<name>.enriched.<ext>` beside the input. */
  output: string | undefined;
  rejects: string | undefined;
  /** false for none, undefined for beside the output. */
  receipt: string | false | undefined;
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
  receipt: ReceiptPlace;
  fields: readonly string[];
  started: number;
  startedAt: Date;
}

/** What only the registry can tell, too. */
interface SettledJob extends Job {
  minConfidence: number;
}

/** Everything that can be refused without reading the list is refused before it is read. */
export async function runEnrich(given: EnrichArguments, app: App): Promise<number> {
  const started = app.io.now();
  const startedAt = app.io.date();
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const input = pathIn(app.io.cwd, given.file);
  const output =
    given.output === undefined ? await defaultOutput(input) : pathIn(app.io.cwd, given.output);
  const rejects = given.rejects === undefined ? undefined : pathIn(app.io.cwd, given.rejects);
  const wanted = given.receipt;
  const receipt = await receiptPlace(
    output,
    typeof wanted === "string" ? pathIn(app.io.cwd, wanted) : wanted,
  );
  const fields = resolveFields(config.settings.fields);
  parseMapOption(overridesOf(config));
  if (!given.dryRun) {
    refuseMixedStdout(config.settings.json, output, rejects, receipt.file);
    await checkOutputs(input, writtenFiles(output, rejects, receipt), given.force);
  }
  const settled = { output, rejects, receipt, fields, started, startedAt };
  const job: Job = { app, given, config, out, ...settled };
  const table = await openList(app, config, input, given.replaceHb ? "drop" : "refuse");
  return closing(table, async () =>
    closing(await app.openService(config), (service) => runOver(table, service, job)),
  );
}

async function runOver(table: Table, service: SearchService, job: Job): Promise<number> {
  const { out, config, given, output } = job;
  const minConfidence = await settleMinConfidence(config, service);
  const survey = await surveyList(table, service, job);
  for (const line of mappingLines(table, survey)) out.note(line);
  out.detail(`${service.label}, release ${survey.release}`);
  out.detail(`input SHA-256 ${survey.input_sha256}`);
  if (given.dryRun) {
    for (const line of dryRunLines(survey, output)) out.note(line);
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
  job: SettledJob,
): Promise<Receipt> {
  const { app, given, config, output, rejects: rejectsPath, fields, minConfidence } = job;
  const { io } = app;
  const { settings } = config;
  const atomic = { keepExisting: !given.force, unfinished: io.unfinished };
  const suppressions = await app.suppressions(config);
  const rejects =
    rejectsPath === undefined ? undefined : await openRejectsWriter(rejectsPath, table, atomic);
  let outcome: Receipt | undefined;
  const receipt = createReceiptWriter(
    job.receipt,
    (sha256) => writeUpReceipt(table, survey, required(outcome), runFacts(job, sha256)),
    atomic,
  );
  const progress = await createProgress(io, settings);
  try {
    const writer = await openCsvWriter(output, {
      columns: table.columns,
      header: table.header,
      dialect: table.dialect,
      added: outputColumns(fields),
      extraColumns: survey.extra_columns,
      stdout: io.stdout,
      signal: io.signal,
      ...atomic,
      ...receipt.watch,
    });
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
        ...{ table, service, suppressions },
        writer: {
          ...writer,
          finish: async (whole) => {
            outcome = whole;
            await finishAll(rejects, writer, receipt);
          },
        },
        ...(rejects === undefined ? {} : { rejects }),
        signal: io.signal,
        onProgress: ({ rows, total }) =>
          progress.update({ step: "Enriching", done: rows, total, unit: "rows" }),
        now: io.now,
      },
    );
  } catch (error) {
    await rejects?.abort();
    await receipt.abort();
    throw error;
  } finally {
    progress.stop();
  }
}

/** The rejects first: where they fail, the output must not look like a finished run. */
async function finishAll(
  rejects: Finishing | undefined,
  writer: Finishing,
  receipt: Finishing,
): Promise<void> {
  await rejects?.finish();
  await writer.finish();
  await receipt.finish();
}

function runFacts(
  { app, given, config, output, fields, startedAt }: Job,
  sha256: string,
): RunFacts {
  return {
    toolVersion: version(),
    startedAt,
    finishedAt: app.io.date(),
    inputName: basename(given.file),
    output: { name: basename(output), format: "csv", sha256 },
    fields: config.settings.fields ?? "default",
    fieldColumns: fields,
  };
}

function required(receipt: Receipt | undefined): Receipt {
  if (receipt === undefined) throw new Error("an output was finished before its run");
  return receipt;
}

interface Finishing {
  finish(): Promise<void>;
}

async function report(table: Table, survey: Survey, receipt: Receipt, job: Job): Promise<void> {
  const { app, config, out, output, given } = job;
  const whole = { ...receipt, duration_ms: Math.round(app.io.now() - job.started) };
  const screen = endScreen({
    receipt: whole,
    output,
    receiptFile: job.receipt.file,
    explainFile: output === "-" ? pipedOr(table.file, given) : output,
    input: output === "-" ? pipedOr(table.file, given) : table.file,
    explainOptions: explainOptions(config, given, receipt),
    paint: out.paint,
  });
  for (const line of screen) out.note(line);
  if (config.settings.json) await out.json(summary(table, survey, whole, job));
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
): string[] {
  const typed = [
    "registry",
    "service",
    "delimiter",
    "name_order",
    "name_columns",
    "prior",
    "min_confidence",
  ] as const;
  const words = typed.flatMap((name) =>
    flags[name] === undefined ? [] : [origin[name], String(flags[name])],
  );
  const maps = flags.map === undefined ? [] : Object.entries(settings.map);
  if (target_precision !== undefined) words.push("--min-confidence", String(min_confidence));
  return [...words, ...maps.flatMap(([field, column]) => ["--map", `${field}=${column}`])];
}

function summary(
  table: Table,
  survey: Survey,
  receipt: Receipt,
  { output, receipt: { file } }: Job,
) {
  const { rows_in, rows_out, untouched_sha256 } = receipt;
  return {
    schema_version: 1,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
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
    receipt: { file: file ?? null, rows_in, rows_out, untouched_sha256 },
  };
}

function dryRunSummary(table: Table, survey: Survey) {
  const { rows, requests, release, context, mapping, cells } = survey;
  return {
    schema_version: 1,
    dry_run: true,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
    ...{ rows, requests, release, context, mapping, cells },
  };
}
