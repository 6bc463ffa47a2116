import { basename } from "node:path";
import { enrich } from "../../enrich/enrich.ts";
import { journaled } from "../../enrich/journal/journaled-service.ts";
import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import { type RunFacts, writeUpReceipt } from "../../enrich/receipt/write-up-receipt.ts";
import { confirmByProfile } from "../../enrich/refresh/confirm-by-profile.ts";
import type { WriteOptions } from "../../enrich/write/own-cell-writer.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { OutputWatch } from "../../table/files/atomic-file.ts";
import type { RowLogWriter } from "../../table/files/row-log-writer.ts";
import type { Table } from "../../table/table.ts";
import { verdictOf } from "../checks/verdict.ts";
import { decisionsOf } from "../decisions/decisions-of-run.ts";
import { createProgress } from "../screen/progress.ts";
import { version } from "../version.ts";
import { drainFor } from "./drain.ts";
import type { KeptJob, SettledJob } from "./enrich-job.ts";
import { freshSince } from "./fresh-since.ts";
import { openDuplicatesLog } from "./open-duplicates-log.ts";
import { openRunWriter } from "./open-run-writer.ts";
import { createReceiptWriter } from "./receipt-writer.ts";
import { recordedFirst } from "./recording-writer.ts";
import { createRunReport } from "./run-report.ts";
import { openSideFiles, type SideFiles } from "./side-files.ts";

/** How long what is being asked may still take when a run is told to stop. */
const drainMs = 8000;

/** Asks and writes: the output and the files beside it are all there in the end, or none. */
export async function writeRun(
  table: Table,
  survey: Survey,
  service: SearchService,
  job: KeptJob,
): Promise<Receipt> {
  const { app, given, config, output, format, fields, minConfidence, journal, earlier } = job;
  const { io } = app;
  const { settings } = config;
  const atomic = { keepExisting: !job.force, unfinished: io.unfinished };
  const watched = async (path: string | undefined): Promise<OutputWatch> =>
    path === undefined ? {} : ((await job.record?.watch(path)) ?? {});
  const optionsOf = async (path: string | undefined) => ({ ...atomic, ...(await watched(path)) });
  const suppressions = await app.suppressions(config);
  const decisions = await decisionsOf(table, survey, job);
  let outcome: Receipt | undefined;
  const receipt = createReceiptWriter(
    job.receipt,
    (sha256) => writeUpReceipt(table, survey, required(outcome), runFacts(job, sha256)),
    await optionsOf(job.receipt.file),
  );
  const report = await createRunReport(survey, service, job, await optionsOf(job.report));
  const refreshes = earlier?.run.before !== undefined;
  const asBefore =
    refreshes && service.traits.local ? confirmByProfile(service, survey.release) : undefined;
  const asked = asBefore?.service ?? service;
  // What the journal has from before was answered under the terms of that day.
  const answeredUnder =
    journal !== undefined && journal.answered() > 0 ? journal.header : undefined;
  const isOfOtherTerms =
    answeredUnder !== undefined && answeredUnder.under !== job.answerTerms?.sha256;
  const progress = await createProgress(io, settings);
  const drain = drainFor(io.signal, drainMs);
  const { dedupe } = job;
  const survivors = dedupe?.survivors.begin(dedupe.list);
  let side: SideFiles | undefined;
  let log: RowLogWriter | undefined;
  try {
    side = await openSideFiles(table, job, optionsOf);
    const { rejects, provenance, changes } = side;
    log = await openDuplicatesLog(table, survey, job, await optionsOf(dedupe?.log));
    const unrecorded = await openRunWriter(output, {
      ...{ table, survey, fields, config, format, io },
      fieldsSaid: job.fieldsSaid,
      atomic: {
        ...atomic,
        ...watchedBy(watchedBy(receipt.watch, inPlaceBefore(log)), await watched(output)),
      },
      writes: job.writePlan !== undefined,
      refreshes,
      withReceipt: given.receipt !== false,
      facts: () => runFacts(job, undefined),
    });
    const writer = await recordedFirst(unrecorded, output, job.disclosures);
    await enrich(
      {
        survey,
        earlier: earlier && { ...earlier.run, confirms: asBefore?.confirms },
        fields,
        cells: { phoneFormat: settings.phone_format, freshSince: freshSince(config, app) },
        write: writeOptions(job),
        isDecided: decisions.isAbout,
        minConfidence,
        targetPrecision: job.targetPrecision,
        batchSize: settings.batch_size,
        concurrency: settings.concurrency,
        maxRequests: requestsLeft(settings.max_requests, survey, job.canaries),
      },
      {
        ...{ table, suppressions },
        service: decisions.over(
          journal === undefined ? asked : journaled(asked, journal, suppressions),
        ),
        disclosures: job.disclosures,
        channels: job.channels,
        answerTerms: job.answerTerms,
        ...(journal === undefined ? {} : { isAnswered: journal.has }),
        writer: {
          ...writer,
          async finish(receiptOfRows) {
            const { answers: _, ...told } = receiptOfRows;
            const whole = decisions.toldIn(isOfOtherTerms ? told : receiptOfRows);
            outcome = whole;
            const verdict = verdictOf(whole, survey, job);
            await side?.finish(verdict);
            await log?.settle();
            await report?.settle(whole, verdict);
            await writer.finish(whole);
            await receipt.finish();
            await report?.finish();
          },
        },
        ...(rejects === undefined ? {} : { rejects }),
        ...{ provenance, changes },
        dedupe: dedupe &&
          survivors && {
            ...{ mode: dedupe.mode, survivors, log },
            timestamp: job.startedAt.toISOString(),
          },
        watch: (told, changed) => {
          job.notable.see(told);
          report?.watch(told, changed);
        },
        signal: drain.over,
        drain: io.signal,
        onProgress: ({ rows, total, statuses, requests }) =>
          progress.update({
            ...{ step: "Enriching", done: rows, total, unit: "rows" },
            ...{ statuses, requests },
          }),
        now: io.now,
      },
    );
    survivors?.finish(survey.input_sha256);
    return required(outcome);
  } catch (error) {
    survivors?.forget();
    await side?.abort();
    await log?.abort();
    await receipt.abort();
    await report?.abort();
    throw error;
  } finally {
    drain.clear();
    progress.stop();
  }
}

/** A workbook runs no text, and JSON neither. */
function writeOptions({ writePlan, format, config }: KeptJob): WriteOptions | undefined {
  if (writePlan === undefined) return undefined;
  return {
    plan: writePlan,
    as: format === "xlsx" ? "workbook" : "text",
    defuse: format === "csv" && !config.settings.raw,
  };
}

/** Both see all of it, one after the other. */
function watchedBy(first: OutputWatch, second: OutputWatch): OutputWatch {
  return {
    onBytes(bytes) {
      first.onBytes?.(bytes);
      second.onBytes?.(bytes);
    },
    async beforeInPlace() {
      await first.beforeInPlace?.();
      await second.beforeInPlace?.();
    },
  };
}

/**
 * The log is there before the output that lacks its rows. By then all is on the disk, so that an
 * older log goes only where a new output comes.
 */
function inPlaceBefore(log: RowLogWriter | undefined): OutputWatch {
  return log === undefined ? {} : { beforeInPlace: () => log.finish() };
}

/** What an estimate of the prior and canaries have not taken. */
function requestsLeft(
  most: number | undefined,
  { estimate }: Survey,
  canaries: KeptJob["canaries"],
): number | undefined {
  return most === undefined ? undefined : most - estimate.requests - (canaries?.requests ?? 0);
}

/** @param sha256 of the output; undefined for a receipt inside of it */
function runFacts(
  { app, given, output, format, fields, fieldsSaid, startedAt }: SettledJob,
  sha256: string | undefined,
): RunFacts {
  return {
    toolVersion: version(),
    startedAt,
    finishedAt: app.io.date(),
    inputName: basename(given.file),
    output: { name: basename(output), format, sha256 },
    fields: fieldsSaid,
    fieldColumns: fields,
  };
}

function required(receipt: Receipt | undefined): Receipt {
  if (receipt === undefined) throw new Error("an output was finished before its run");
  return receipt;
}
