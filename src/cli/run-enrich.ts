import { resolveFields } from "../enrich/resolve-fields.ts";
import type { SearchService } from "../service/search-service.ts";
import { parseMapOption } from "../table/map-option.ts";
import { formatOfName } from "../table/output-format.ts";
import type { Table } from "../table/table.ts";
import { watchRows } from "../table/watch-rows.ts";
import { requireRowFits } from "../table/xlsx/sheet-limits.ts";
import type { App } from "./app.ts";
import { closing } from "./closing.ts";
import type { EnrichArguments, Job, OpenJob } from "./enrich-job.ts";
import { dryRunSummary } from "./enrich-summary.ts";
import {
  type CellCount,
  createFormulaCount,
  createLostFormulaCount,
  rawWarning,
} from "./formula-warning.ts";
import { openList, overridesOf, surveyList } from "./list.ts";
import { dryRunLines, mappingLines } from "./mapping-screen.ts";
import { createOutput } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn, writtenMap } from "./output-path.ts";
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
  await checkOutputs(input, files, given.force);
  const places = { output, rejects, saveMap, receipt, force: given.force };
  const job: Job = { app, given, config, out, ...places, fields, started, startedAt };
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
  const { app, out, config, given, output, format } = job;
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
  const survey = await surveyList(table, service, job);
  for (const line of mappingLines(table, survey)) out.note(line);
  for (const line of contradictionLines(format, given)) out.note(line);
  warnOf(lost);
  if (format === "csv") {
    warnOf(formulas);
    if (config.settings.raw) out.warn(rawWarning);
  }
  out.detail(`${service.label}, release ${survey.release}`);
  out.detail(`input SHA-256 ${survey.input_sha256}`);
  if (given.dryRun) {
    for (const line of dryRunLines(survey, output, job.saveMap)) out.note(line);
    if (config.settings.json) await out.json(dryRunSummary(table, survey));
    return 0;
  }
  const receipt = await writeRun(table, survey, service, { ...job, minConfidence });
  await reportRun(table, survey, receipt, job);
  if (receipt.stopped !== undefined) {
    return reportError(receipt.stopped, app.io, config.settings.no_color);
  }
  return receipt.statuses.error + receipt.statuses.not_attempted > 0 ? 5 : 0;
}
