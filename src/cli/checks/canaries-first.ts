import type { Survey } from "../../enrich/receipt/receipt.ts";
import { askCanaries, canaryRequests } from "../../list/canaries/ask-canaries.ts";
import type { CanaryFile, CanaryOutcome } from "../../list/canaries/canary.ts";
import { mapCanaries } from "../../list/canaries/map-canaries.ts";
import { rowList } from "../../list/evaluation/row-list.ts";
import { CheckError, UsageError } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Table } from "../../table/table.ts";
import type { KeptJob, ReadJob } from "../enrich/enrich-job.ts";
import { counted } from "../screen/progress.ts";
import { openJunitWriter } from "./junit-writer.ts";
import { tellGithubOfCanaries } from "./tell-github.ts";
import type { Verdict } from "./verdict.ts";

type CanaryJob = ReadJob & Pick<KeptJob, "record">;

/**
 * The canaries of a run, asked before anything of its list is asked or written; undefined where it
 * has none. CheckError where any did not come back as expected, UsageError where `--max-requests`
 * does not leave enough for them.
 */
export async function requireCanaries(
  table: Table,
  survey: Survey,
  service: SearchService,
  job: CanaryJob,
): Promise<CanaryOutcome | undefined> {
  const canaries = await askThem(table, survey, service, job);
  if (canaries === undefined || canaries.wrong.length === 0) return canaries;
  const verdict = { gates: undefined, canaries };
  await writeJunit(job, verdict);
  await tellGithubOfCanaries(job, verdict);
  throw canariesFailed(canaries);
}

async function askThem(
  table: Table,
  survey: Survey,
  service: SearchService,
  { app, config, checks, minConfidence, channels, out }: CanaryJob,
): Promise<CanaryOutcome | undefined> {
  const { canaries } = checks;
  if (canaries === undefined) return undefined;
  const mapping = mapCanaries(canaries, { columns: table.columns, mapping: survey.mapping });
  const { max_requests, batch_size } = config.settings;
  requireEnough(canaries, canaryRequests(canaries, mapping), max_requests, survey);
  const { limits } = await service.info();
  const outcome = await askCanaries(
    canaries,
    {
      ...{ survey, mapping, minConfidence, signal: app.io.signal },
      batchSize: Math.min(batch_size, limits?.batch ?? batch_size),
    },
    { service, suppressions: await app.suppressions(config), channels },
  );
  out.note(canaryLine(outcome));
  return outcome;
}

/** Nothing else is written, and nothing is kept of the run but what an earlier one has left. */
async function writeJunit(job: CanaryJob, verdict: Verdict): Promise<void> {
  const { app, junit, checks, force, claim, record } = job;
  if (junit === undefined) return;
  const watch = claim?.earlier === undefined ? undefined : await record?.watch(junit);
  const options = { keepExisting: !force, unfinished: app.io.unfinished, ...watch };
  const writer = await openJunitWriter(junit, checks, options);
  await writer.finish(verdict);
}

/** Nothing was written, and why. */
function canariesFailed({ file, wrong, stopped }: CanaryOutcome): CheckError {
  const rows = rowList(wrong.map(({ row }) => row));
  const why = wrong.slice(0, shownRows).map(({ row, expected, actual }) => {
    return `  row ${row}: expected ${expected}, got ${actual}`;
  });
  const more = wrong.length > shownRows ? [`  and ${wrong.length - shownRows} more`] : [];
  const service = stopped === undefined ? [] : [`No answer came: ${stopped}`];
  return new CheckError(
    "canaries_failed",
    `${file}, ${rows} did not come back as expected; nothing was written.`,
    [...why, ...more, ...service, "Look into it before the list is enriched."].join("\n"),
  );
}

const shownRows = 9;

function canaryLine({ canaries, right, withheld }: CanaryOutcome): string {
  const not = withheld === 0 ? "" : `, ${withheld} withheld`;
  return `canaries: ${right} of ${canaries} came back as expected${not}`;
}

function requireEnough(
  { file }: CanaryFile,
  needed: number,
  most: number | undefined,
  { estimate }: Survey,
): void {
  if (most === undefined || needed <= most - estimate.requests) return;
  throw new UsageError(
    "canaries_over_limit",
    `The canaries of ${file} take ${counted(needed, "request")}, and --max-requests leaves ${Math.max(0, most - estimate.requests)}.`,
    "Raise --max-requests, or give fewer canaries.",
  );
}
