import { withoutCredentials } from "../../config/url.ts";
import type { Config } from "../../config.ts";
import type { ListReading, Survey } from "../../enrich/receipt/receipt.ts";
import { estimateAtMost } from "../../enrich/rows/settle-context.ts";
import type { Table } from "../../table/table.ts";
import type { OpenJob, ReadJob } from "../enrich/enrich-job.ts";
import { dryRunSummary } from "../enrich/enrich-summary.ts";
import { locateService } from "../services/service-location.ts";
import { dryRunLines, type Elsewhere } from "./dry-run-screen.ts";

/** Whether a dry run asks nobody: where asking would leave this machine. */
export function isElsewhere(config: Config): boolean {
  return locateService(config).kind !== "registry";
}

/**
 * What a run would send, and to whom.
 *
 * @param survey with its context where a registry in this process could be asked about it
 */
export async function reportDryRun(
  table: Table,
  survey: ListReading | Survey,
  job: OpenJob & Pick<ReadJob, "writePlan">,
): Promise<void> {
  const { config, out, output, saveMap, earlier, writePlan } = job;
  const { max_requests = Number.POSITIVE_INFINITY } = config.settings;
  const isSettled = earlier?.terms !== undefined;
  const elsewhere = elsewhereOf(config, survey, isSettled);
  const asks = Math.min(survey.requests, max_requests - (elsewhere?.estimate ?? 0));
  const run = { survey, asks, elsewhere, output, savedMap: saveMap, writePlan };
  for (const line of dryRunLines(run)) out.note(line);
  if (config.settings.json) await job.tell.summary(dryRunSummary(table, run));
}

/** @param isSettled by an earlier run, so that nothing is estimated */
function elsewhereOf(
  config: Config,
  { requests, mapping }: ListReading,
  isSettled: boolean,
): Elsewhere | undefined {
  const location = locateService(config);
  if (location.kind === "registry") return undefined;
  const { prior, max_requests } = config.settings;
  const isPublicApi = location.kind === "nppes";
  return {
    address: withoutCredentials(location.url?.href ?? "the public NPPES API"),
    isPublicApi,
    // The public API counts nothing, so that there is nothing to estimate from.
    estimate:
      isPublicApi || isSettled
        ? 0
        : estimateAtMost(requests, mapping, { prior, maxRequests: max_requests }),
  };
}
