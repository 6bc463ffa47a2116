import type { Config } from "../../config.ts";
import { findDecidedRows } from "../../enrich/decisions/decided-rows.ts";
import type { Decision } from "../../enrich/decisions/decision.ts";
import { UsageError } from "../../model/errors.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import type { Earlier } from "../input/earlier-terms.ts";
import { openList, readListAlone } from "../input/list.ts";
import { loadReceipt } from "../input/load-receipt.ts";
import { openReviewed } from "../review/open-review.ts";

/** The decisions about a lead, by the beginning of its hash; UsageError where that is not clear. */
export function decisionsAbout(beginning: string, decisions: readonly Decision[]): Decision[] {
  const word = beginning.toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(word)) {
    throw new UsageError(
      "usage",
      "A lead is named by its hash, or the first four digits of it or more.",
      "`heartbeat decisions list` prints them.",
    );
  }
  const found = decisions.filter(({ lead }) => lead.startsWith(word));
  if (found.length === 0) throw unknown("No decision is about a lead that begins like this.");
  if (new Set(found.map(({ lead }) => lead)).size > 1) {
    throw new UsageError(
      "decision_unclear",
      "Several leads begin like this.",
      "Type more of the hash.",
    );
  }
  return found;
}

/** UsageError unless leads or a row of a list are named, and not both. */
export function requireOneWay(
  leads: readonly string[],
  { list, row }: { list: string | undefined; row: number | undefined },
): void {
  if (row !== undefined && list === undefined) {
    throw new UsageError("usage", "--row is of a list.", "Name the list with --list.");
  }
  if (leads.length > 0 === (row === undefined)) return;
  throw new UsageError(
    "usage",
    "It takes a lead, or --row with --list.",
    "`heartbeat decisions list` prints the leads.",
  );
}

/** What was decided about one row, and which rows of the list go by the same decision. */
export interface RowsOfDecisions {
  /** Row number → its decision. */
  rows: ReadonlyMap<number, Decision>;
  last: number;
}

/** Reads a list, enriched or not, as a run would understand it. */
export async function rowsOfDecisions(
  app: App,
  config: Config,
  list: { path: string; flags: Parameters<typeof openReviewed>[3] },
  decisions: readonly Decision[],
): Promise<RowsOfDecisions> {
  const path = pathIn(app.io.cwd, list.path);
  const { table, earlier } = await openEither(app, config, path, list.flags);
  return closing(table, async () => {
    const asking = { app, config, earlier, saveMap: undefined, force: false };
    const { mapping, rows: count } = await readListAlone(table, asking);
    const { rows } = await findDecidedRows(table, mapping, decisions, app.io.signal);
    return { rows, last: count };
  });
}

/** UsageError where nothing was decided about the row. */
export function decisionOfRow({ rows, last }: RowsOfDecisions, row: number): Decision {
  const decision = rows.get(row);
  if (decision !== undefined) return decision;
  throw unknown(
    row > last ? `The list ends at row ${last}.` : `Nothing was decided about row ${row}.`,
  );
}

function unknown(message: string): UsageError {
  return new UsageError(
    "decision_unknown",
    message,
    "`heartbeat decisions list` prints all there are.",
  );
}

async function openEither(
  app: App,
  config: Config,
  path: string,
  flags: Parameters<typeof openReviewed>[3],
): Promise<{ table: Table; earlier: Earlier | undefined }> {
  const receipt = path === "-" ? undefined : await loadReceipt(app, path, undefined);
  if (receipt !== undefined) return openReviewed(app, config, path, flags);
  return { table: await openList(app, config, path, "drop"), earlier: undefined };
}
