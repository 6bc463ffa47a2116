import type { Receipt, Survey } from "../enrich/receipt.ts";
import { resolveFields } from "../enrich/resolve-fields.ts";
import type { SearchService } from "../service/search-service.ts";
import { parseMapOption } from "../table/map-option.ts";
import { formatOfName, type OutputFormat } from "../table/output-format.ts";
import type { Table } from "../table/table.ts";
import { watchRows } from "../table/watch-rows.ts";
import { requireRowFits } from "../table/xlsx/sheet-limits.ts";
import type { App } from "./app.ts";
import { claimOutputs } from "./claim-outputs.ts";
import { closing } from "./closing.ts";
import type { EnrichArguments, Job, OpenJob, SettledJob } from "./enrich-job.ts";
import { dryRunSummary } from "./enrich-summary.ts";
import {
  type CellCount,
  createFormulaCount,
  createLostFormulaCount,
  rawWarning,
} from "./formula-warning.ts";
import { openList, overridesOf, surveyList } from "./list.ts";
import { saveMapFile } from "./map-file.ts";
import { dryRunLines, mappingLines } from "./mapping-screen.ts";
import { createOutput } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn, writtenMap } from "./output-path.ts";
import { receiptPlace } from "./receipt-place.ts";
import { reportError } from "./report-error.ts";
import { reportRun } from "./report-run.ts";
import { refuseMixedStdout, writtenFiles } from "./run-files.ts";
import type { RunJournal } from "./run-journal.ts";
import {
  askedFormat,
  contradictionLines,
  refuseOnTerminal,
  settleFormat,
} from "./settle-format.ts";
import { settleMinConfidence } from "./settle-min-confidence.ts";
import { keptLines, withRunJournal } from "./with-run-journal.ts";
import { writeRun } from "./write-run.ts";
import { forgetWritten, recordWritten, type WrittenFiles } from "./written-files.ts";

/** Everything that can be refused without reading the list is refused before it is read. */
export async function runEnrich(given: EnrichArguments, app: App): Promise<number> {
  const started = app.io.now();
  const startedAt = app.io.date();
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const pathOf = (path: string): string => pathIn(app.io.cwd, path);
  const input = pathOf(given.file);
  const asked = askedFormat(config, given);
  const output =
    given.output === undefined ? await defaultOutput(input, asked) : pathOf(given.output);
  const rejects = given.rejects === undefined ? undefined : pathOf(given.rejects);
  const saveMap = given.saveMap === undefined ? undefined : pathOf(given.saveMap);
  const receipt = await receiptPlace(output, {
    given: typeof given.receipt === "string" ? pathOf(given.receipt) : given.receipt,
    isWorkbook: (asked ?? formatOfName(output)) === "xlsx",
  });
  const fields = resolveFields(config.settings.fields);
  parseMapOption(overridesOf(config));
  if (!given.dryRun) {
    refuseMixedStdout(config.settings.json, output, rejects, receipt.file);
    refuseOnTerminal(asked, output, app.io);
  }
  const written = writtenFiles(output, rejects, receipt);
  const files = [...(given.dryRun ? [] : written), ...writtenMap(saveMap)];
  const places = { output, rejects, saveMap, receipt, force: given.force };
  const job: Job = { app, given, config, out, input, ...places, fields, started, startedAt };
  if (given.dryRun) {
    await checkOutputs(input, files, given.force);
    return overList(job, asked);
  }
  const claiming = { input, output, written: files, force: given.force, config, io: app.io, out };
  return closing(await claimOutputs(claiming), (claim) =>
    overList({ ...job, claim, force: job.force || claim.onlyOwn }, asked),
  );
}

async function overList(job: Job, asked: OutputFormat | undefined): Promise<number> {
  const { app, config, given, output, input } = job;
  const table = await openList(app, config, input, given.replaceHb ? "drop" : "refuse");
  return closing(table, async () => {
    const format = settleFormat(asked, output, table);
    if (!given.dryRun) refuseOnTerminal(format, output, app.io);
    return closing(await app.openService(config), (service) =>
      runOver(table, service, { ...job, format }),
    );
  });
}

async function runOver(list: Table, service: SearchService, job: OpenJob): Promise<number> {
  const { out, config, given, output, format } = job;
  const minConfidence = await settleMinConfidence(config, service);
  const formulas = createFormulaCount();
  const lost = createLostFormulaCount();
  const table = watchRows(list, (row) => {
    lost.see(row);
    if (format === "xlsx") requireRowFits(row);
    else formulas.see(row);
  });
  const warnOf = (cells: CellCount) => {
    const lines = cells.lines();
    if (lines.length > 0) out.warn(lines.join("\n"));
  };
  const settled: SettledJob = { ...job, minConfidence };
  return withRunJournal(table, service, settled, async (journal) => {
    const survey = await surveyList(table, service, {
      ...job,
      // Of a run it is written with the other files.
      saveMap: given.dryRun ? job.saveMap : undefined,
      keptContext: journal?.resume,
    });
    for (const line of mappingLines(table, survey)) out.note(line);
    for (const line of contradictionLines(format, given)) out.note(line);
    warnOf(lost);
    if (format === "csv") {
      warnOf(formulas);
      if (config.settings.raw) out.warn(rawWarning);
    }
    for (const line of journal?.lines() ?? []) out.note(line);
    out.detail(`${service.label}, release ${survey.release}`);
    out.detail(`input SHA-256 ${survey.input_sha256}`);
    if (!given.dryRun) return writeAndReport(table, survey, service, settled, journal);
    for (const line of dryRunLines(survey, output, job.saveMap)) out.note(line);
    if (config.settings.json) await out.json(dryRunSummary(table, survey));
    return 0;
  });
}

async function writeAndReport(
  table: Table,
  survey: Survey,
  service: SearchService,
  job: SettledJob,
  runJournal: RunJournal | undefined,
): Promise<number> {
  const { app, config, out } = job;
  job.claim?.requireSameList(survey.input_sha256);
  const journal = await runJournal?.begin(survey);
  const record = recordOf(survey, job, runJournal);
  if (job.saveMap !== undefined) {
    const watch = await record?.watch(job.saveMap);
    await saveMapFile(job.saveMap, table.columns, survey, { ...job, io: app.io, watch });
  }
  const receipt = await writeRun(table, survey, service, { ...job, journal, record });
  const code = exitCodeOf(receipt);
  if (code === 0) await discard(job, runJournal);
  await reportRun(table, survey, receipt, { ...job, resumed: runJournal?.resumed() ?? 0 });
  if (code !== 0 && journal !== undefined) for (const line of keptLines(journal)) out.note(line);
  if (receipt.stopped !== undefined) {
    return reportError(receipt.stopped, app.io, config.settings.no_color);
  }
  return code;
}

/** What this run puts in place, so that the same run may replace it as long as it is unfinished. */
function recordOf(
  { input_sha256 }: Survey,
  { app, claim, output }: SettledJob,
  runJournal: RunJournal | undefined,
): WrittenFiles | undefined {
  if (claim?.folders === undefined || runJournal === undefined || output === "-") return undefined;
  return recordWritten(claim.folders, {
    output,
    run: { run_id: runJournal.runId(), input: claim.inputPlace, input_sha256 },
    earlier: claim.earlier,
    onlyOwn: claim.onlyOwn,
    unfinished: app.io.unfinished,
  });
}

/** Nothing is left to be resumed. */
async function discard(
  { claim, output }: SettledJob,
  runJournal: RunJournal | undefined,
): Promise<void> {
  await runJournal?.discard();
  if (claim?.folders !== undefined && output !== "-") await forgetWritten(claim.folders, output);
}

function exitCodeOf({ stopped, statuses }: Receipt): number {
  if (stopped !== undefined) return stopped.exitCode;
  return statuses.error + statuses.not_attempted > 0 ? 5 : 0;
}
