import { formatOfName } from "../../table/output-format.ts";
import { outputOf, pathIn, type Written, writtenMap } from "../files/output-path.ts";
import { receiptPlace } from "../input/receipt-place.ts";
import { askedFormat, refuseOnTerminal } from "../input/settle-format.ts";
import { duplicatesPlace } from "./duplicates-place.ts";
import type { EnrichArguments, Job } from "./enrich-job.ts";
import { refuseMixedStdout, writtenFiles } from "./run-files.ts";

/** Where the files of a run are, as far as that can be told without its list. */
export interface RunPlan
  extends Pick<
    Job,
    | "given"
    | "input"
    | "output"
    | "rejects"
    | "provenance"
    | "changes"
    | "junit"
    | "report"
    | "saveMap"
    | "receipt"
  > {
  /** The log of duplicates. */
  log: string | undefined;
  written: readonly Written[];
}

/** Throws UsageError for what cannot be meant. */
export async function planRun(
  given: EnrichArguments,
  { app: { io }, config }: Pick<Job, "app" | "config">,
): Promise<RunPlan> {
  const pathOf = (path: string): string => pathIn(io.cwd, path);
  const input = pathOf(given.file);
  const asked = askedFormat(config, given);
  const output =
    given.output === undefined ? await outputOf(given, input, asked) : pathOf(given.output);
  const rejects = given.rejects === undefined ? undefined : pathOf(given.rejects);
  const provenance = given.provenance === undefined ? undefined : pathOf(given.provenance);
  const junit = given.checks.junit === undefined ? undefined : pathOf(given.checks.junit);
  const told = given.refresh?.changes;
  const changes = told === undefined ? undefined : pathOf(told);
  const saveMap = given.saveMap === undefined ? undefined : pathOf(given.saveMap);
  const report = given.checks.report === undefined ? undefined : pathOf(given.checks.report);
  const duplicates = given.duplicates === undefined ? undefined : pathOf(given.duplicates);
  const receipt = await receiptPlace(output, {
    given: typeof given.receipt === "string" ? pathOf(given.receipt) : given.receipt,
    isWorkbook: (asked ?? formatOfName(output)) === "xlsx",
  });
  const log = await duplicatesPlace(output, { mode: given.dedupe, given: duplicates });
  const sides = { rejects, provenance, changes, junit, report };
  if (!given.dryRun) {
    refuseMixedStdout(config.settings.json, output, sides, receipt.file);
    refuseOnTerminal(asked, output, io);
  }
  const written = given.dryRun ? [] : writtenFiles(output, sides, receipt, log);
  return {
    ...{ given, input, output, ...sides, saveMap, receipt, log },
    written: [...written, ...writtenMap(saveMap)],
  };
}
