import { Buffer } from "node:buffer";
import { basename } from "node:path";
import type { Entry } from "../../enrich/plan-batches.ts";
import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import type { Change } from "../../enrich/refresh/change.ts";
import type { SearchService } from "../../service/search-service.ts";
import {
  type AtomicFileOptions,
  type OutputFile,
  openAtomicFile,
} from "../../table/files/atomic-file.ts";
import type { Verdict } from "../checks/verdict.ts";
import { version } from "../version.ts";
import type { SettledJob } from "./enrich-job.ts";

/** The page about a run: whole on the disk before the output takes its place, and there after it. */
export interface RunReport {
  /** Sees the rows of the output as they were written. */
  watch(told: readonly Entry[], changes: readonly Change[]): void;
  /** Before the output is in place. */
  settle(receipt: Receipt, verdict: Verdict): Promise<void>;
  /** When it is. */
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** undefined where none was asked for. */
export async function createRunReport(
  survey: Survey,
  service: SearchService,
  { report, fields, fieldsSaid, given, output, format }: SettledJob,
  options: AtomicFileOptions,
): Promise<RunReport | undefined> {
  if (report === undefined) return undefined;
  // With the library that draws its plots, which no other run needs.
  const { createRunFigures } = await import("../../list/report/collect-figures.ts");
  const { reportPage } = await import("../../list/report/report-page.ts");
  const { calibration } = (await service.info()).registry;
  const counting = createRunFigures(fields);
  let prepared: OutputFile | undefined;
  return {
    watch: counting.watch,
    async settle(receipt, { gates = [], canaries }) {
      const page = reportPage({
        ...{ survey, receipt, calibration, format, gates, canaries },
        figures: counting.figures(),
        toolVersion: version(),
        inputName: basename(given.file),
        outputName: basename(output),
        fields: fieldsSaid,
      });
      prepared = await openAtomicFile(report, options);
      await prepared.write(Buffer.from(page));
      await prepared.settle();
    },
    finish: async () => prepared?.finish(),
    abort: async () => prepared?.abort(),
  };
}
