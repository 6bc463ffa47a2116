import type { Receipt, Survey } from "../enrich/receipt.ts";
import { systemErrorCode } from "../model/errors.ts";
import type { SearchService } from "../service/search-service.ts";
import type { Table } from "../table/table.ts";
import type { ReadJob, SettledJob } from "./enrich-job.ts";
import { saveMapFile } from "./map-file.ts";
import { reportError } from "./report-error.ts";
import { reportRun } from "./report-run.ts";
import type { RunJournal } from "./run-journal.ts";
import { keptLines } from "./with-run-journal.ts";
import { writeRun } from "./write-run.ts";
import { forgetWritten, recordWritten, type WrittenFiles } from "./written-files.ts";

/** The run itself, once everything about its list is settled: asks, writes, and says how it ended. */
export async function finishRun(
  table: Table,
  survey: Survey,
  service: SearchService,
  job: ReadJob,
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
  const done = () => discard(job, runJournal);
  if (code === 0) await (job.afterAll === undefined ? done() : job.afterAll(done));
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

/** Nothing is left to be resumed. The output is whole, whatever becomes of the rest. */
async function discard(
  { claim, output, out }: SettledJob,
  runJournal: RunJournal | undefined,
): Promise<void> {
  try {
    await runJournal?.discard();
    if (claim?.folders !== undefined && output !== "-") await forgetWritten(claim.folders, output);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    const cleaning = `heartbeat runs clean ${runJournal?.runId()}`;
    out.note(`warning: what was kept of this run could not be removed (${code}): ${cleaning}`);
  }
}

function exitCodeOf({ stopped, statuses, refresh }: Receipt): number {
  if (stopped !== undefined) return stopped.exitCode;
  const unanswered = statuses.error + statuses.not_attempted + (refresh?.stale ?? 0);
  return unanswered > 0 ? 5 : 0;
}
