import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import type { Table } from "../../table/table.ts";
import { aboutSheetName } from "../../table/xlsx/sheet-name.ts";
import { gateLines } from "../checks/gate-screen.ts";
import type { Verdict } from "../checks/verdict.ts";
import type { EnrichArguments, OpenJob } from "./enrich-job.ts";
import { endScreen } from "./enrich-screen.ts";
import { runOutcome, runSummary } from "./enrich-summary.ts";
import { explainOptions } from "./explain-options.ts";
import { retryWords } from "./retry-words.ts";

/** The end of a run: its screen, and its summary with `--json`. */
export async function reportRun(
  table: Table,
  survey: Survey,
  receipt: Receipt,
  job: OpenJob & {
    resumed: number;
    /** Whether the same command goes on where this run ended. */
    goesOn: boolean;
    verdict: Verdict;
  },
): Promise<void> {
  const { app, config, out, output, given, format } = job;
  const piped = pipedOr(table.file, given);
  // `explain` reads lists; lines of JSON are none, and without some rows they are numbered anew.
  const isOther = format === "ndjson" || (receipt.dedupe?.dropped?.count ?? 0) > 0;
  const file = isOther ? table.file : output;
  const whole = { ...receipt, duration_ms: Math.round(app.io.now() - job.started) };
  job.tell.outcome(runOutcome(whole, job));
  const screen = endScreen({
    receipt: whole,
    resumed: job.resumed,
    output,
    receiptPlace: job.receipt.file ?? embeddedPlace(job),
    duplicatesLog: job.dedupe?.log,
    report: job.report,
    explainFile: output === "-" ? piped : file,
    input: output === "-" ? piped : table.file,
    inputOptions:
      given.flags.encoding === undefined
        ? []
        : [config.origin.encoding, String(given.flags.encoding)],
    estimated: survey.estimate.requests,
    retryWords: job.goesOn ? undefined : retryWords(job, survey),
    explainOptions: explainOptions(config, given, receipt, survey),
    paint: out.paint,
  });
  if (!app.io.speech.asEvents()) for (const line of screen) out.note(line);
  for (const line of gateLines(job.verdict.gates ?? [], out.paint)) out.note(line);
  if (config.settings.json) await job.tell.summary(runSummary(table, survey, whole, job));
}

function embeddedPlace({ format, given }: OpenJob): string | undefined {
  return format === "xlsx" && given.receipt !== false
    ? `on its sheet ${aboutSheetName}`
    : undefined;
}

/** What came through a pipe cannot be read again; its output has nowhere else to go by itself. */
function pipedOr(file: string, given: EnrichArguments): string {
  return given.output === undefined ? "-" : file;
}
