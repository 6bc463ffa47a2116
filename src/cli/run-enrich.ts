import type { Receipt, Survey } from "../enrich/receipt.ts";
import { resolveFields } from "../enrich/resolve-fields.ts";
import type { SearchService } from "../service/search-service.ts";
import { parseMapOption } from "../table/map-option.ts";
import { formatOfName, type OutputFormat } from "../table/output-format.ts";
import type { Table } from "../table/table.ts";
import type { App } from "./app.ts";
import { claimOutputs } from "./claim-outputs.ts";
import { closing } from "./closing.ts";
import { isElsewhere, reportDryRun } from "./dry-run.ts";
import { openEarlier, refuseBesideRetry, requireSameRelease } from "./earlier.ts";
import type { EnrichArguments, Job, OpenJob, SettledJob } from "./enrich-job.ts";
import { openList, overridesOf, readListAlone, surveyList } from "./list.ts";
import { saveMapFile } from "./map-file.ts";
import { mappingLines, retryLines } from "./mapping-screen.ts";
import { createOutput } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn, retriedOutput, writtenMap } from "./output-path.ts";
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
import { watchList } from "./watch-list.ts";
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
  if (given.retryErrors) refuseBesideRetry(given);
  const byDefault = given.retryErrors ? retriedOutput : defaultOutput;
  const output = given.output === undefined ? await byDefault(input, asked) : pathOf(given.output);
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
  const job: Job = { app, given, config, out, input, ...places, started, startedAt };
  const work = (claimed: Job) =>
    given.retryErrors ? retry(claimed, asked) : enrichAnew(fields, claimed, asked);
  if (given.dryRun) {
    await checkOutputs(input, files, given.force);
    return work(job);
  }
  const claiming = { input, output, written: files, force: given.force, config, io: app.io, out };
  return closing(await claimOutputs(claiming), (claim) =>
    work({ ...job, claim, force: job.force || claim.onlyOwn }),
  );
}

type Asked = OutputFormat | undefined;

async function enrichAnew(fields: readonly string[], job: Job, asked: Asked): Promise<number> {
  const { app, config, given, input } = job;
  const table = await openList(app, config, input, given.replaceHb ? "drop" : "refuse");
  const fieldsSaid = config.settings.fields ?? "default";
  const open = { ...job, fields, fieldsSaid, earlier: undefined };
  return closing(table, () => overList(table, open, asked));
}

async function retry(job: Job, asked: Asked): Promise<number> {
  const { app, config, given, input } = job;
  const { table, earlier } = await openEarlier(app, config, given, input);
  const { fields } = earlier.run;
  const fieldsSaid = earlier.terms?.fields ?? fields.join(",");
  return closing(table, () => overList(table, { ...job, fields, fieldsSaid, earlier }, asked));
}

async function overList(list: Table, job: Omit<OpenJob, "format">, asked: Asked): Promise<number> {
  const { app, config, given, output } = job;
  const format = settleFormat(asked, output, list);
  if (!given.dryRun) refuseOnTerminal(format, output, app.io);
  const open = { ...job, format };
  if (given.dryRun && isElsewhere(config)) return dryRunAlone(list, open);
  return closing(await app.openService(config), (service) => runOver(list, service, open));
}

async function dryRunAlone(list: Table, job: OpenJob): Promise<number> {
  const { table, lines } = watchList(list, job.format, job.config);
  const reading = await readListAlone(table, job);
  const notes = [
    ...mappingLines(table, reading, job.earlier?.terms?.settled),
    ...retryLines(table, reading, job.earlier),
    ...contradictionLines(job.format, job.given),
    ...lines(),
  ];
  for (const line of notes) job.out.note(line);
  job.out.detail(`input SHA-256 ${reading.input_sha256}`);
  await reportDryRun(table, reading, job);
  return 0;
}

async function runOver(list: Table, service: SearchService, job: OpenJob): Promise<number> {
  const { out, config, given, earlier } = job;
  if (earlier !== undefined) await requireSameRelease(earlier, service, list.file);
  const { minConfidence, targetPrecision } = earlier?.terms ?? {
    minConfidence: await settleMinConfidence(config, service),
    targetPrecision: config.settings.target_precision,
  };
  const { table, lines } = watchList(list, job.format, config);
  const settled: SettledJob = { ...job, minConfidence, targetPrecision };
  return withRunJournal(table, service, settled, async (journal) => {
    const survey = await surveyList(table, service, {
      ...job,
      // Of a run it is written with the other files.
      saveMap: given.dryRun ? job.saveMap : undefined,
      keptContext: journal?.resume,
    });
    const notes = [
      ...mappingLines(table, survey, survey),
      ...retryLines(table, survey, earlier),
      ...contradictionLines(job.format, given),
      ...lines(),
      ...(journal?.lines() ?? []),
    ];
    for (const line of notes) out.note(line);
    out.detail(`${service.label}, release ${survey.release}`);
    out.detail(`input SHA-256 ${survey.input_sha256}`);
    if (!given.dryRun) return writeAndReport(table, survey, service, settled, journal);
    await reportDryRun(table, survey, job);
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
  const goOn = code === 0 || journal === undefined ? [] : keptLines(journal);
  const resumed = runJournal?.resumed() ?? 0;
  await reportRun(table, survey, receipt, { ...job, resumed, goesOn: goOn.length > 0 });
  for (const line of goOn) out.note(line);
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
