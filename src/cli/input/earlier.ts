import { flagOf, type SettingName } from "../../config/settings.ts";
import type { Config } from "../../config.ts";
import { readEarlierRun, readRunToRefresh } from "../../enrich/earlier-run.ts";
import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import { staleColumn } from "../../enrich/refresh/stale-column.ts";
import { replacedColumn } from "../../enrich/write/replacement.ts";
import { withoutEarlierRun } from "../../enrich/write/without-earlier-run.ts";
import { InputError, ServiceError, UsageError } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";
import { formatOfName } from "../../table/output-format.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import type { EnrichArguments } from "../enrich/enrich-job.ts";
import { printable } from "../screen/printable.ts";
import { type Earlier, earlierTerms } from "./earlier-terms.ts";
import { openList } from "./list.ts";
import { type LoadedReceipt, loadReceipt } from "./load-receipt.ts";
import { openEnriched } from "./open-enriched.ts";

/** What is the earlier run's, and what of it no receipt has to say. */
const neverSaid: readonly SettingName[] = ["fields", "with_provenance"];
const saidByReceipt: readonly SettingName[] = [
  "map",
  "map_file",
  "name_order",
  "name_columns",
  "prior",
  "min_confidence",
  "target_precision",
];
const reading: readonly SettingName[] = ["delimiter", "encoding", "header_row", "sheet"];

/** What cannot be said with --retry-errors, whatever the list is. */
export function refuseBesideRetry({
  flags,
  replaceHb,
}: Pick<EnrichArguments, "flags" | "replaceHb">): void {
  const said = neverSaid.find((name) => flags[name] !== undefined);
  if (said === undefined && !replaceHb) return;
  throw new UsageError(
    "usage",
    `--retry-errors keeps the columns of the list, so that ${said === undefined ? "--replace-hb" : flagOf(said)} cannot be said with it.`,
    "Leave one of the two away.",
  );
}

/**
 * Opens an enriched list without its `hb_` columns, whose answers stay. The terms of the run are
 * those of its receipt.
 */
export async function openEarlier(
  app: App,
  config: Config,
  given: EnrichArguments,
  input: string,
): Promise<{ table: Table; earlier: Earlier }> {
  const receipt = usable(await loadReceipt(app, input, undefined));
  refuseNdjson(input, receipt);
  if (receipt !== undefined) refuseSaid(given);
  const isTold = receipt === undefined || reading.some((name) => given.flags[name] !== undefined);
  const whole = isTold
    ? await openList(app, config, input, "keep")
    : await openEnriched(app, input, receipt);
  try {
    const table = withoutEarlierRun(whole);
    const { refresh } = given;
    const run =
      refresh === undefined ? readEarlierRun(table) : readRunToRefresh(table, dayOf(receipt));
    if (refresh === undefined) refuseStale(table);
    const terms =
      receipt === undefined ? undefined : earlierTerms(receipt, table, columnsOf(given));
    refuseUnsaidWriting(table, given, receipt);
    const isKnown = refresh !== undefined && terms?.mapping !== undefined;
    const { layout, answers } = (isKnown ? receipt : undefined) ?? {};
    return { table, earlier: { run: { ...run, layout, answers }, terms } };
  } catch (error) {
    await whole.close();
    throw error;
  }
}

/** A list that is refreshed may have been edited, and its columns may be told anew. */
function columnsOf({ refresh, flags }: EnrichArguments): "same" | "anew" | "same_if_there" {
  if (refresh === undefined) return "same";
  return flags.map === undefined && flags.map_file === undefined ? "same_if_there" : "anew";
}

/** On which the list was written; a workbook's receipt does not say it. */
function dayOf(receipt: ReceiptFile | undefined): string | undefined {
  return receipt?.finished_at?.slice(0, 10);
}

/** What a refresh left unconfirmed has values, so that it is no row to retry. */
function refuseStale({ file, dropped = [] }: Table): void {
  if (!dropped.some((column) => column.trim().toLowerCase() === staleColumn)) return;
  throw new UsageError(
    "retry_of_refreshed",
    `${file} was refreshed: rows without an answer are asked about by refreshing it again.`,
    "heartbeat refresh FILE",
  );
}

function usable(loaded: LoadedReceipt | undefined): ReceiptFile | undefined {
  if (loaded === undefined) return undefined;
  const { receipt, faults, path } = loaded;
  if (receipt !== undefined && faults.length === 0) return receipt;
  throw new InputError(
    "receipt_unusable",
    `${path}: ${faults.join("; ")}.`,
    "Put the receipt of this very run there; without any, mapping and context are settled anew.",
  );
}

function refuseNdjson(input: string, receipt: ReceiptFile | undefined): void {
  if ((receipt?.output.format ?? formatOfName(input)) !== "ndjson") return;
  throw new UsageError(
    "output_is_ndjson",
    `${input} is NDJSON, which heartbeat writes and does not read.`,
    "Enrich the list itself once more, with --format csv or xlsx.",
  );
}

function refuseSaid({ flags, write, refresh }: EnrichArguments): void {
  if (refresh !== undefined) return;
  const said = saidByReceipt.find((name) => flags[name] !== undefined);
  if (said === undefined && write === undefined) return;
  const flag = said === undefined ? "--write" : flagOf(said);
  throw new UsageError(
    "usage",
    `${flag}: with --retry-errors rows are asked about as the others were, which the receipt says.`,
    `Leave ${flag} away, or enrich the whole list again with --replace-hb.`,
  );
}

/** What a run wrote into the list's own cells is carried on, and has to be told in the same way. */
function refuseUnsaidWriting(
  { file, dropped = [] }: Table,
  { write }: EnrichArguments,
  receipt: ReceiptFile | undefined,
): void {
  const wrote = dropped.some((column) => column.trim().toLowerCase() === replacedColumn);
  if (!wrote || receipt !== undefined || write !== undefined) return;
  throw new UsageError(
    "retry_write_unsaid",
    `${file} was enriched with --write, and there is no receipt that says how.`,
    "Say it again: --write fill, or --write overwrite with the same columns.",
  );
}

/** An output is of one release. */
export async function requireSameRelease(
  { run, terms }: Earlier,
  service: SearchService,
  input: string,
): Promise<void> {
  // A refresh is made to hear what a newer one says.
  if (terms === undefined || run.before !== undefined) return;
  const { release } = await service.info();
  if (release === terms.release) return;
  throw new ServiceError(
    "release_differs",
    `${input} is of release ${short(terms.release)}, and ${service.label} answers from release ${short(release)}.`,
    "Name the former release with --registry, as a .db file of its folder; or enrich the whole list again with --replace-hb.",
  );
}

function short(release: string): string {
  return printable(release.slice(0, 12));
}
