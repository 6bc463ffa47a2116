import { flagOf, type SettingName } from "../config/settings.ts";
import type { Config } from "../config.ts";
import { readEarlierRun } from "../enrich/earlier-run.ts";
import { existingHbColumns } from "../enrich/output-columns.ts";
import type { ReceiptFile } from "../enrich/receipt-file.ts";
import { InputError, ServiceError, UsageError } from "../model/errors.ts";
import type { SearchService } from "../service/search-service.ts";
import { formatOfName } from "../table/output-format.ts";
import type { Table } from "../table/table.ts";
import { withoutColumns } from "../table/without-columns.ts";
import type { App } from "./app.ts";
import { type Earlier, earlierTerms } from "./earlier-terms.ts";
import type { EnrichArguments } from "./enrich-job.ts";
import { openList } from "./list.ts";
import { type LoadedReceipt, loadReceipt } from "./load-receipt.ts";
import { openEnriched } from "./open-enriched.ts";
import { printable } from "./printable.ts";

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
    const existing = new Set(existingHbColumns(whole.columns));
    const table = withoutColumns(whole, (column) => existing.has(column));
    const run = readEarlierRun(table);
    const terms = receipt === undefined ? undefined : earlierTerms(receipt, table);
    return { table, earlier: { run, terms } };
  } catch (error) {
    await whole.close();
    throw error;
  }
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

function refuseSaid({ flags }: EnrichArguments): void {
  const said = saidByReceipt.find((name) => flags[name] !== undefined);
  if (said === undefined) return;
  throw new UsageError(
    "usage",
    `${flagOf(said)}: with --retry-errors rows are asked about as the others were, which the receipt says.`,
    `Leave ${flagOf(said)} away, or enrich the whole list again with --replace-hb.`,
  );
}

/** An output is of one release. */
export async function requireSameRelease(
  { terms }: Earlier,
  service: SearchService,
  input: string,
): Promise<void> {
  if (terms === undefined) return;
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
