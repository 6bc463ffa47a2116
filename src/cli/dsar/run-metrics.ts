import { join } from "node:path";
import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { countMetrics, type Metrics } from "../../dsar/metrics/count-metrics.ts";
import { metricsPage } from "../../dsar/metrics/metrics-page.ts";
import { typeWords } from "../../dsar/metrics/type-words.ts";
import { logRows } from "../../dsar/records/log-rows.ts";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { writeNewFiles } from "../files/write-new-files.ts";
import { makeFolder } from "../runs/run-folders.ts";
import { createOutput } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import { textTable } from "../screen/text-table.ts";
import { recordedRequests } from "./recorded-requests.ts";

export interface DsarMetricsArguments {
  year: string;
  output?: string;
  force?: true;
  flags: Flags;
}

/** The two reports of a year, printed, and as files where a folder is named. */
export async function runDsarMetrics(given: DsarMetricsArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const year = readYear(given.year);
  const today = californiaDay(app.io.date());
  const rows = logRows(await recordedRequests(config, app));
  const metrics = countMetrics(rows, year);
  const data = { schema_version: 1, counted_on: today, ...metrics };
  if (given.output !== undefined) {
    const folder = pathIn(app.io.cwd, given.output);
    await makeFolder(folder).catch(notAFolder);
    const json = `${JSON.stringify(data, null, 2)}\n`;
    const files = [
      [`metrics-${year}.json`, json],
      [`metrics-${year}.html`, metricsPage(metrics, today)],
    ].map(([name = "", text = ""]) => ({
      ...{ flag: "--output" as const, path: join(folder, name), text },
    }));
    await writeNewFiles(files, given.force === true, app.io);
    for (const { path } of files) out.note(path);
  }
  if (config.settings.json) await out.json(data);
  else await out.data(`${lines(metrics).join("\n")}\n`);
  if (today.startsWith(String(year)))
    out.note(`${year} is not over: these are not its last figures.`);
  else out.note(`To be published by July 1, ${year + 1}.`);
  return 0;
}

function notAFolder(error: unknown): never {
  throw new InputError(
    "output_not_writable",
    `The folder of --output cannot be made (${systemErrorCode(error) ?? "unknown error"}).`,
    "Name a folder that can be written.",
  );
}

function readYear(text: string): number {
  if (/^(?:19|20)\d\d$/.test(text.trim())) return Number(text);
  throw new UsageError("year_invalid", "--year is no year.", "Write it as 2026.");
}

function lines({ ccpa, delete_act }: Metrics): string[] {
  return [
    ...["CCPA regulations, 11 CCR §7102", ...figureLines(ccpa), ""],
    ...["Delete Act, Civ. Code §1798.99.85", ...figureLines(delete_act)],
  ];
}

function figureLines(report: Metrics["ccpa"]): string[] {
  const types = Object.keys(report) as (keyof typeof report)[];
  return textTable([
    ["", "received", "whole", "part", "denied", "open", "mean days", "median"],
    ...types.map((type) => {
      const figures = report[type];
      if (figures === undefined) return [];
      const { received, complied_in_whole, complied_in_part, denied, open } = figures;
      const counts = [received, complied_in_whole, complied_in_part, denied, open].map(count);
      const days = [figures.mean_days, figures.median_days].map((one) => String(one ?? "-"));
      return [typeWords[type], ...counts, ...days];
    }),
  ]);
}
