import type { MatchRequest } from "../../model/contract.ts";
import { InterruptedError } from "../../model/errors.ts";
import type { Suppressions } from "../../model/suppressions.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { LeadField } from "../../table/columns/lead-field.ts";
import type { Table } from "../../table/table.ts";
import type { ListReading, SettledContext, Survey } from "../receipt/receipt.ts";
import { type ReadDeps, readColumns } from "./read-columns.ts";
import { requireSearchable } from "./require-searchable.ts";
import { type ContextOptions, noEstimate, settleContext } from "./settle-context.ts";

export interface SurveyOptions extends ContextOptions {
  /** Lead field → header cell, from `--map` and `--map-file`. */
  overrides: ReadonlyMap<LeadField, string>;
}

export interface SurveyDeps extends ReadDeps {
  service: SearchService;
  /** An estimate sends leads too, so suppression is asked before it. */
  suppressions: Suppressions;
  /** What an earlier run of the same list has left. */
  resume?: (list: KnownList) => Promise<EarlierRun | undefined>;
}

export interface EarlierRun {
  /** What the service knows the run by, also if it is the first. */
  runKey: string | undefined;
  /** The context that it settled, which then is not settled again. */
  settled: SettledContext | undefined;
}

/** What is known of a list once it was read, before its context is. */
export type KnownList = ListReading & Pick<Survey, "release">;

/** A list as it was read, and what its context can be estimated from. */
interface SampledList {
  reading: ListReading;
  sample: readonly MatchRequest[];
}

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
  return untilAborted(deps.signal, async () => {
    const { reading, sample } = await read(table, options, deps);
    const { release, default_prior } = await deps.service.info();
    const earlier = await deps.resume?.({ ...reading, release });
    const kept = earlier?.settled;
    if (kept !== undefined) return { ...reading, ...kept, estimate: noEstimate, release };
    const settled = await settleContext(
      { sample, mapping: reading.mapping },
      { id: release, defaultPrior: default_prior },
      options,
      { ...deps, runKey: earlier?.runKey },
    );
    return { ...reading, ...settled, release };
  });
}

/** The same without asking anybody: what can be said of a run that is not to begin. */
export async function readList(
  table: Table,
  options: Pick<SurveyOptions, "overrides">,
  deps: ReadDeps,
): Promise<ListReading> {
  return untilAborted(deps.signal, async () => (await read(table, options, deps)).reading);
}

async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw signal.aborted ? new InterruptedError() : error;
  }
}

async function read(
  table: Table,
  options: Pick<SurveyOptions, "overrides">,
  deps: ReadDeps,
): Promise<SampledList> {
  const columns = await readColumns(table, options.overrides, deps);
  const { mapping, notTaken, said, leftOut, count, sensitive, edited, retold } = columns;
  requireSearchable(table.file, mapping, notTaken);
  const again = count.headerAgain();
  const { distinct, repeated } = count.leads();
  const reading = {
    input_sha256: requireSha256(table),
    rows: count.rows(),
    rejected: count.rejected(),
    ...(again === undefined ? {} : { header_again: again }),
    mapping,
    not_taken: notTaken,
    said,
    left_out: leftOut,
    extra_columns: count.extra(),
    cells: count.cells(),
    damage: count.damage(),
    never_sent: sensitive,
    ...(deps.earlier === undefined ? {} : { open_rows: count.open() }),
    ...(edited === undefined ? {} : { edited }),
    ...(retold === undefined ? {} : { retold }),
    requests: distinct,
    repeated,
  };
  return { reading, sample: count.leadSample() };
}

function requireSha256(table: Table): string {
  const sha256 = table.sha256();
  if (sha256 === undefined) throw new Error("a list that was read whole has no hash");
  return sha256;
}
