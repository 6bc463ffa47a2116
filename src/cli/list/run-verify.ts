import type { Config, Flags } from "../../config.ts";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { withoutEarlierRun } from "../../enrich/write/without-earlier-run.ts";
import { type Check, verify, withoutReceipt } from "../../list/verify/verify.ts";
import { UsageError } from "../../model/errors.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { logOf } from "../enrich/duplicates-place.ts";
import { pathIn } from "../files/output-path.ts";
import { type LoadedReceipt, loadReceipt } from "../input/load-receipt.ts";
import { openEnriched, openInput, openLog } from "../input/open-enriched.ts";
import { besideOf } from "../input/receipt-place.ts";
import { createOutput } from "../screen/output.ts";
import { createProgress } from "../screen/progress.ts";
import { verifyText } from "./verify-screen.ts";

export interface VerifyArguments {
  file: string;
  against: string | undefined;
  receipt: string | undefined;
  /** The log of duplicates; undefined for beside the enriched list. */
  duplicates: string | undefined;
  flags: Flags;
}

/** What was found is the answer, so it goes to stdout; 7 where a check failed. */
export async function runVerify(given: VerifyArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  if (given.file === "-" && given.against === "-") {
    throw new UsageError(
      "stdin_twice",
      "The enriched list and the list cannot both be standard input.",
      "Name a file for one of them.",
    );
  }
  const enriched = pathIn(app.io.cwd, given.file);
  const against = given.against === undefined ? undefined : pathIn(app.io.cwd, given.against);
  const duplicates =
    given.duplicates === undefined ? undefined : pathIn(app.io.cwd, given.duplicates);
  const loaded = await loadReceipt(app, enriched, given.receipt);
  const checks = await check(app, config, { enriched, against, duplicates }, loaded);
  const ok = checks.every((one) => one.ok !== false);
  if (config.settings.json) await out.json({ schema_version: 1, ok, checks });
  else await out.data(verifyText(checks, out.dataPaint));
  return ok ? 0 : 7;
}

interface Files {
  enriched: string;
  against: string | undefined;
  duplicates: string | undefined;
}

async function check(
  app: App,
  config: Config,
  { enriched, against, duplicates }: Files,
  loaded: LoadedReceipt | undefined,
): Promise<Check[]> {
  if (loaded === undefined) return withoutReceipt(missingWords(enriched));
  const { receipt, faults } = loaded;
  if (receipt === undefined) return withoutReceipt(faults.join("; "));
  const progress = await createProgress(app.io, config.settings);
  const options = {
    receipt,
    faults,
    signal: app.io.signal,
    onProgress: (rows: number) =>
      progress.update({ step: "Checking", done: rows, total: receipt.rows_out, unit: "rows" }),
  };
  try {
    const place = await logOf(enriched, receipt, duplicates);
    const opened: Table[] = [];
    const open = async (opening: Promise<Table>) => {
      const table = await opening;
      opened.push(table);
      return table;
    };
    return await closing({ close: () => closeAll(opened) }, async () => {
      const table = await open(openEnriched(app, enriched, receipt));
      const input =
        against === undefined ? undefined : await open(openAgainst(app, against, receipt));
      const log = place === undefined ? undefined : await open(openLog(app, place, receipt));
      return verify(table, input, { ...options, log });
    });
  } finally {
    progress.stop();
  }
}

async function closeAll(tables: readonly Table[]): Promise<void> {
  for (const table of tables) await table.close();
}

/** The list as the run saw it: without the columns of an earlier run, where it dropped them. */
async function openAgainst(app: App, path: string, receipt: ReceiptFile): Promise<Table> {
  const table = await openInput(app, path, receipt);
  if (receipt.columns.dropped.length === 0) return table;
  return withoutEarlierRun(table);
}

function missingWords(enriched: string): string {
  if (enriched === "-") return "standard input has none beside it: name it with --receipt";
  return `there is none at ${besideOf(enriched)}: name it with --receipt, or enrich the list again`;
}
