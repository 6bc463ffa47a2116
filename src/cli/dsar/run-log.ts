import { stringify } from "csv-stringify/sync";
import type { Flags } from "../../config.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { monthsAfter } from "../../dsar/clock/calendar-days.ts";
import { logColumns, logRows, logSince } from "../../dsar/records/log-rows.ts";
import { keptMonths } from "../../dsar/records/past-its-time.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { writeNewFiles } from "../files/write-new-files.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { isoDay } from "../typed/iso-day.ts";
import { recordedRequests } from "./recorded-requests.ts";

export interface DsarLogArguments {
  csv?: string;
  since?: string;
  force?: true;
  flags: Flags;
}

/** What §7101 wants kept of every request of 24 months, as CSV. */
export async function runDsarLog(given: DsarLogArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const today = californiaDay(app.io.date());
  const earliest = monthsAfter(today, -keptMonths);
  const since = given.since === undefined ? earliest : isoDay(given.since, "--since");
  const rows = logSince(logRows(await recordedRequests(config, app)), since);
  const text = stringify(rows, { header: true, columns: [...logColumns] });
  if (given.csv !== undefined) {
    const path = pathIn(app.io.cwd, given.csv);
    await writeNewFiles([{ flag: "--csv", path, text }], given.force === true, app.io);
    out.note(`${counted(rows.length, "request")} since ${since} in ${path}`);
  } else if (!config.settings.json) await out.data(text);
  if (config.settings.json) await out.json({ schema_version: 1, today, since, requests: rows });
  return 0;
}
