import { flagOf, type SettingName } from "../../config/settings.ts";
import type { Config, Flags } from "../../config.ts";
import { readEarlierRun } from "../../enrich/earlier-run.ts";
import { withoutEarlierRun } from "../../enrich/write/without-earlier-run.ts";
import { InputError, UsageError } from "../../model/errors.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { type Earlier, earlierTerms } from "../input/earlier-terms.ts";
import { openList } from "../input/list.ts";
import { loadReceipt } from "../input/load-receipt.ts";
import { openEnriched } from "../input/open-enriched.ts";

const saidByReceipt: readonly SettingName[] = ["map", "map_file"];
const reading: readonly SettingName[] = ["delimiter", "encoding", "header_row", "sheet"];

/**
 * An enriched list without its `hb_` columns, which each row hands on. Its leads are understood as its
 * receipt says, where it has one.
 */
export async function openReviewed(
  app: App,
  config: Config,
  path: string,
  flags: Flags,
): Promise<{ table: Table; earlier: Earlier }> {
  if (path === "-") {
    throw new UsageError(
      "usage",
      "A list on standard input has no place to come back to.",
      "Put it into a file first.",
    );
  }
  const loaded = await loadReceipt(app, path, undefined);
  if (loaded !== undefined && (loaded.receipt === undefined || loaded.faults.length > 0)) {
    throw new InputError(
      "receipt_unusable",
      `${loaded.path}: ${loaded.faults.join("; ")}.`,
      "Put the receipt of this very run there, or none.",
    );
  }
  const receipt = loaded?.receipt;
  const said = saidByReceipt.find((name) => flags[name] !== undefined);
  if (receipt !== undefined && said !== undefined) {
    throw new UsageError(
      "usage",
      `${flagOf(said)}: the list is understood as its receipt says.`,
      `Leave ${flagOf(said)} away.`,
    );
  }
  const isTold = reading.some((name) => flags[name] !== undefined);
  const whole =
    receipt === undefined || isTold
      ? await openList(app, config, path, "keep")
      : await openEnriched(app, path, receipt);
  try {
    const table = withoutEarlierRun(whole);
    if ((table.dropped ?? []).length === 0) throw notEnriched(path);
    const terms = receipt === undefined ? undefined : earlierTerms(receipt, table, "same_if_there");
    return { table, earlier: { run: readEarlierRun(table), terms } };
  } catch (error) {
    await whole.close();
    throw error;
  }
}

function notEnriched(path: string): UsageError {
  return new UsageError(
    "not_enriched",
    `${path} has no hb_ columns: it is no list that heartbeat wrote.`,
    "Enrich it first: `heartbeat enrich` writes the list to name here.",
  );
}
