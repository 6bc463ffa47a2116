import { InterruptedError } from "../model/errors.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import type { LeadField } from "../table/lead-field.ts";
import type { Table } from "../table/table.ts";
import { type ReadDeps, readColumns } from "./read-columns.ts";
import type { Survey } from "./receipt.ts";
import { requireSearchable } from "./require-searchable.ts";
import { type ContextOptions, type SettledContext, settleContext } from "./settle-context.ts";

export interface SurveyOptions extends ContextOptions {
  /** Lead field → header cell, from `--map` and `--map-file`. */
  overrides: ReadonlyMap<LeadField, string>;
}

export interface SurveyDeps extends ReadDeps {
  service: SearchService;
  /** An estimate sends leads too, so suppression is asked before it. */
  suppressions: Suppressions;
  /** The context that an earlier run of the same list settled, which then is not settled again. */
  keptContext?: (list: ReadList) => Promise<SettledContext | undefined>;
}

/** What is known of a list once it was read, before its context is. */
export type ReadList = Pick<Survey, "input_sha256" | "mapping" | "release">;

/**
 * Settles what a run has to know before its first request. The list is read once; a second time
 * only when its cells, seen as a whole, say something else about the columns than its first rows.
 * Throws UsageError when `--map` names no column or none can be searched by, InputError when the list
 * has no header, InterruptedError when the signal fires, and what
 * table and service throw.
 */
export async function survey(
  table: Table,
  options: SurveyOptions,
  deps: SurveyDeps,
): Promise<Survey> {
  try {
    return await settle(table, options, deps);
  } catch (error) {
    throw deps.signal.aborted ? new InterruptedError() : error;
  }
}

async function settle(table: Table, options: SurveyOptions, deps: SurveyDeps): Promise<Survey> {
  const read = await readColumns(table, options.overrides, deps);
  const { mapping, notTaken, said, leftOut, count, sensitive } = read;
  requireSearchable(table.file, mapping, notTaken);

  const again = count.headerAgain();
  const info = await deps.service.info();
  const { distinct, repeated } = count.leads();
  const input_sha256 = requireSha256(table);
  const kept = await deps.keptContext?.({ input_sha256, mapping, release: info.release });
  const settled =
    kept ??
    (await settleContext(
      { leads: distinct, sample: count.leadSample(), mapping },
      { id: info.release, defaultPrior: info.default_prior },
      options,
      deps,
    ));
  return {
    input_sha256,
    rows: count.rows(),
    rejected: count.rejected(),
    ...(again === undefined ? {} : { header_again: again }),
    mapping,
    not_taken: notTaken,
    said,
    left_out: leftOut,
    ...settled,
    release: info.release,
    extra_columns: count.extra(),
    cells: count.cells(),
    damage: count.damage(),
    never_sent: sensitive,
    requests: distinct,
    repeated,
  };
}

function requireSha256(table: Table): string {
  const sha256 = table.sha256();
  if (sha256 === undefined) throw new Error("a list that was read whole has no hash");
  return sha256;
}
