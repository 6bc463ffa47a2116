import type { ListReading } from "../../enrich/receipt/receipt.ts";
import type { StatedChannelRules } from "../../ledger/channel-store.ts";
import type { Disclosures } from "../../model/disclosures.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Table } from "../../table/table.ts";
import { requireGateColumns } from "../checks/run-checks.ts";
import { closing } from "../closing.ts";
import { requireSameRelease } from "../input/earlier.ts";
import { readListAlone, surveyList } from "../input/list.ts";
import { mappingLines, retryLines } from "../input/mapping-screen.ts";
import {
  askedFormat,
  contradictionLines,
  refuseOnTerminal,
  settleFormat,
} from "../input/settle-format.ts";
import { settleMinConfidence } from "../input/settle-min-confidence.ts";
import { type WatchedList, watchList } from "../input/watch-list.ts";
import { isElsewhere, reportDryRun } from "../plan/dry-run.ts";
import { withRunJournal } from "../runs/with-run-journal.ts";
import { withDisclosures } from "../services/with-disclosures.ts";
import type { OpenJob, ReadJob, SettledJob } from "./enrich-job.ts";
import { finishRun } from "./finish-run.ts";
import { planFor, refuseUnknownColumns } from "./plan-write.ts";

/** A list that is open: its survey, and the run or what it would be. */
export async function enrichList(list: Table, job: Omit<OpenJob, "format">): Promise<number> {
  const { app, config, given, output } = job;
  const format = settleFormat(askedFormat(config, given), output, list);
  if (!given.dryRun) refuseOnTerminal(format, output, app.io);
  refuseUnknownColumns(list, given);
  requireGateColumns(job.checks, job.fields, config);
  const open = { ...job, format };
  if (given.dryRun && isElsewhere(config)) return dryRunAlone(list, open);
  return closing(await app.channelRules(config), async (channels) =>
    closing(await app.openService(config), (service) =>
      given.dryRun
        ? runWith(service, list, open, { channels, disclosures: undefined })
        : withDisclosures(app, config, service, (disclosures) =>
            runWith(service, list, open, { channels, disclosures }),
          ),
    ),
  );
}

async function dryRunAlone(list: Table, job: OpenJob): Promise<number> {
  const watched = watchList(list, job.format, job.config);
  const reading = await readListAlone(watched.table, job);
  sayUnderstood(watched, reading, mappingLines(list, reading, job.earlier?.terms?.settled), job);
  const writePlan = planFor(list, reading, job);
  if (job.toPlan === undefined) await reportDryRun(watched.table, reading, { ...job, writePlan });
  else await planElsewhere(watched.table, reading, { ...job, writePlan });
  return 0;
}

/** Who answers is asked for the release alone: no lead leaves before a plan is applied. */
async function planElsewhere(
  table: Table,
  reading: ListReading,
  job: OpenJob & Pick<ReadJob, "writePlan">,
): Promise<void> {
  const { app, config } = job;
  await closing(await app.openService(config), async (service) => {
    const { release } = await service.info();
    const minConfidence = await settleMinConfidence(config, service);
    const targetPrecision = config.settings.target_precision;
    await job.toPlan?.(table, { ...reading, release }, { ...job, minConfidence, targetPrecision });
  });
}

async function runWith(
  service: SearchService,
  list: Table,
  job: OpenJob,
  ledger: { channels: StatedChannelRules; disclosures: Disclosures | undefined },
): Promise<number> {
  const { out, config, given, earlier } = job;
  if (earlier !== undefined) await requireSameRelease(earlier, service, list.file);
  const terms = earlier?.terms ?? {
    minConfidence: await settleMinConfidence(config, service),
    targetPrecision: config.settings.target_precision,
  };
  const watched = watchList(list, job.format, config);
  const { table } = watched;
  const { minConfidence, targetPrecision } = terms;
  const settled: SettledJob = { ...job, minConfidence, targetPrecision, ...ledger };
  return withRunJournal(table, service, settled, async (journal) => {
    const survey = await surveyList(table, service, {
      ...job,
      // Of a run it is written with the other files.
      saveMap: given.dryRun ? job.saveMap : undefined,
      resume: async (found) => {
        job.planned?.requireList(table, found, settled);
        return journal?.resume(found);
      },
    });
    sayUnderstood(watched, survey, mappingLines(table, survey, survey), job);
    for (const line of journal?.lines() ?? []) out.note(line);
    out.detail(`${service.label}, release ${survey.release}`);
    const writePlan = planFor(table, survey, job);
    job.planned?.requireContext(survey, writePlan);
    if (!given.dryRun) return finishRun(table, survey, service, { ...settled, writePlan }, journal);
    if (job.toPlan === undefined) await reportDryRun(table, survey, { ...job, writePlan });
    else await job.toPlan(table, survey, { ...settled, writePlan });
    return 0;
  });
}

function sayUnderstood(
  { table, warnings }: WatchedList,
  reading: ListReading,
  mapping: readonly string[],
  { out, earlier, format, given }: OpenJob,
): void {
  for (const line of mapping) out.note(line);
  for (const line of retryLines(table, reading, earlier)) out.note(line);
  for (const line of contradictionLines(format, given)) out.note(line);
  for (const warning of warnings()) out.warn(warning);
  out.detail(`input SHA-256 ${reading.input_sha256}`);
}
