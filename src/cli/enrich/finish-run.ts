import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import { systemErrorCode } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Table } from "../../table/table.ts";
import { requireCanaries } from "../checks/canaries-first.ts";
import { gatesFailed } from "../checks/gate-screen.ts";
import { createNotableRows } from "../checks/notable-rows.ts";
import { tellGithubOfRun } from "../checks/tell-github.ts";
import { verdictOf } from "../checks/verdict.ts";
import { saveMapFile } from "../input/map-file.ts";
import type { RunJournal } from "../runs/run-journal.ts";
import { keptLines } from "../runs/with-run-journal.ts";
import { forgetWritten, recordWritten, type WrittenFiles } from "../runs/written-files.ts";
import { maxOfKind } from "../screen/annotations.ts";
import { reportError } from "../screen/report-error.ts";
import { answerTerms } from "./answer-terms.ts";
import type { ReadJob, SettledJob } from "./enrich-job.ts";
import { reportRun } from "./report-run.ts";
import { writeRun } from "./write-run.ts";

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
  const record = recordOf(survey, job, runJournal);
  const canaries = await requireCanaries(table, survey, service, { ...job, record }).catch(
    async (error: unknown) => {
      // What an estimate has asked may have been paid for: the same command has it again.
      if (survey.estimate.requests === 0) await runJournal?.forget();
      throw error;
    },
  );
  const terms = await answerTerms(table, survey, service, job);
  const journal = await runJournal?.begin(survey, terms?.sha256);
  if (job.saveMap !== undefined) {
    const watch = await record?.watch(job.saveMap);
    await saveMapFile(job.saveMap, table.columns, survey, { ...job, io: app.io, watch });
  }
  const notable = createNotableRows(maxOfKind);
  const kept = { ...job, answerTerms: terms, journal, record, canaries, notable };
  const receipt = await writeRun(table, survey, service, kept);
  const verdict = verdictOf(receipt, survey, kept);
  const code = exitCodeOf(receipt);
  const done = () => discard(job, runJournal);
  if (code === 0) await (job.afterAll === undefined ? done() : job.afterAll(done));
  const goOn = code === 0 || journal === undefined ? [] : keptLines(journal);
  const resumed = runJournal?.resumed() ?? 0;
  await reportRun(table, survey, receipt, { ...job, resumed, goesOn: goOn.length > 0, verdict });
  for (const line of goOn) out.note(line);
  await tellGithubOfRun(job, { receipt, verdict, notable });
  const failed = gatesFailed(verdict.gates ?? [], job.output);
  for (const error of [receipt.stopped, failed]) {
    if (error !== undefined) reportError(error, app.io, config.settings.no_color);
  }
  return failed === undefined || code === 4 ? code : failed.exitCode;
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
