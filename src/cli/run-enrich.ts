import { resolveFields } from "../enrich/resolve-fields.ts";
import type { SearchService } from "../service/search-service.ts";
import { parseMapOption } from "../table/map-option.ts";
import { formatOfName } from "../table/output-format.ts";
import type { Table } from "../table/table.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import { isElsewhere, reportDryRun } from "./dry-run.ts";
import { openEarlier, refuseBesideRetry, requireSameRelease } from "./earlier.ts";
import type { EnrichArguments, Job, OpenJob } from "./enrich-job.ts";
import { openList, overridesOf, readListAlone, surveyList } from "./list.ts";
import { mappingLines, retryLines } from "./mapping-screen.ts";
import { createOutput } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn, retriedOutput, writtenMap } from "./output-path.ts";
import { receiptPlace } from "./receipt-place.ts";
import { reportError } from "./report-error.ts";
import { reportRun } from "./report-run.ts";
import { refuseMixedStdout, writtenFiles } from "./run-files.ts";
import {
  askedFormat,
  contradictionLines,
  refuseOnTerminal,
  settleFormat,
} from "./settle-format.ts";
import { settleMinConfidence } from "./settle-min-confidence.ts";
import { watchList } from "./watch-list.ts";
import { writeRun } from "./write-run.ts";

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
  await checkOutputs(input, files, given.force);
  const places = { output, rejects, saveMap, receipt, force: given.force };
  const job: Job = { app, given, config, out, ...places, started, startedAt };
  return given.retryErrors ? retry(input, job) : enrichAnew(input, fields, job);
}

async function enrichAnew(input: string, fields: readonly string[], job: Job): Promise<number> {
  const { app, config, given } = job;
  const table = await openList(app, config, input, given.replaceHb ? "drop" : "refuse");
  const fieldsSaid = config.settings.fields ?? "default";
  return closing(table, () => runOver(table, { ...job, fields, fieldsSaid, earlier: undefined }));
}

async function retry(input: string, job: Job): Promise<number> {
  const { app, config, given } = job;
  const { table, earlier } = await openEarlier(app, config, given, input);
  const { fields } = earlier.run;
  const fieldsSaid = earlier.terms?.fields ?? fields.join(",");
  return closing(table, () => runOver(table, { ...job, fields, fieldsSaid, earlier }));
}

async function runOver(list: Table, job: Omit<OpenJob, "format">): Promise<number> {
  const { app, config, given, output } = job;
  const format = settleFormat(askedFormat(config, given), output, list);
  if (!given.dryRun) refuseOnTerminal(format, output, app.io);
  const open = { ...job, format };
  if (given.dryRun && isElsewhere(config)) return dryRunAlone(list, open);
  return closing(await app.openService(config), (service) => runWith(service, list, open));
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

async function runWith(service: SearchService, list: Table, job: OpenJob): Promise<number> {
  const { app, out, config, given, earlier } = job;
  if (earlier !== undefined) await requireSameRelease(earlier, service, list.file);
  const { minConfidence, targetPrecision } = earlier?.terms ?? {
    minConfidence: await settleMinConfidence(config, service),
    targetPrecision: config.settings.target_precision,
  };
  const { table, lines } = watchList(list, job.format, config);
  const survey = await surveyList(table, service, job);
  const notes = [
    ...mappingLines(table, survey, survey),
    ...retryLines(table, survey, earlier),
    ...contradictionLines(job.format, given),
    ...lines(),
  ];
  for (const line of notes) out.note(line);
  out.detail(`${service.label}, release ${survey.release}`);
  out.detail(`input SHA-256 ${survey.input_sha256}`);
  if (given.dryRun) {
    await reportDryRun(table, survey, job);
    return 0;
  }
  const receipt = await writeRun(table, survey, service, {
    ...{ ...job, minConfidence, targetPrecision },
  });
  await reportRun(table, survey, receipt, job);
  if (receipt.stopped !== undefined) {
    return reportError(receipt.stopped, app.io, config.settings.no_color);
  }
  return receipt.statuses.error + receipt.statuses.not_attempted > 0 ? 5 : 0;
}
