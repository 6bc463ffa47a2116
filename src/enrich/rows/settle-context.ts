import type { MatchContext, MatchRequest, NameColumns, NameOrder } from "../../model/contract.ts";
import { type Suppressions, suppressionKeysOf } from "../../model/suppressions.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import type { Estimate, SettledContext } from "../receipt/receipt.ts";
import { askSuppressions } from "../withhold.ts";
import { findNameColumns } from "./name-columns.ts";
import { findNameOrder } from "./name-order.ts";
import { dearestEstimate, estimatePrior } from "./prior.ts";

/** Shorter lists say too little about themselves: the release's defaults. */
const MIN_LEADS = 200;

export interface ContextOptions {
  nameOrder?: NameOrder | undefined;
  nameColumns?: NameColumns | undefined;
  prior?: number | undefined;
  /** Leads that a service elsewhere may be asked about, an estimate's among them. */
  maxRequests?: number | undefined;
}

export interface ContextDeps {
  service: SearchService;
  suppressions: Suppressions;
  signal: AbortSignal;
  /** What a service that charges knows the run by: a lead that is asked later costs nothing then. */
  runKey: string | undefined;
}

export interface SurveyedLeads {
  /** Distinct leads of the list, ascending by digest: all of them, or some thousands. */
  sample: readonly MatchRequest[];
  mapping: ColumnMapping;
}

/**
 * What a run sends with every request: the user's word, else an estimate from the sample, else the
 * release's default. A service that counts nothing has nothing to estimate from.
 */
export async function settleContext(
  { sample, mapping }: SurveyedLeads,
  release: { id: string; defaultPrior: number },
  options: ContextOptions,
  deps: ContextDeps,
): Promise<SettledContext & { estimate: Estimate }> {
  const context: MatchContext = {
    name_order: options.nameOrder ?? "mixed",
    prior: options.prior ?? release.defaultPrior,
    ...(options.nameColumns === undefined ? {} : { name_columns: options.nameColumns }),
  };
  const from: SettledContext["context_from"] = {
    name_order: options.nameOrder === undefined ? "default" : "flag",
    prior: options.prior === undefined ? "default" : "flag",
    name_columns: options.nameColumns === undefined ? "default" : "flag",
  };
  const { findsColumns, findsOrder, findsPrior } = toFind(mapping, options);
  const settled = { context, context_from: from, estimate: noEstimate };
  const canFind = sample.length >= MIN_LEADS && deps.service.traits.counts;
  if (!canFind || !(findsColumns || findsOrder || findsPrior)) return settled;

  const askable = await withoutSuppressed(sample, deps.suppressions);
  if (findsColumns) {
    context.name_columns = await findNameColumns(askable, deps.service);
    from.name_columns = "estimated";
  }
  const fullNames = fullNamesOf(askable, context.name_columns, mapping);
  if (findsOrder && fullNames !== undefined) {
    context.name_order = await findNameOrder(fullNames, deps.service);
    from.name_order = "estimated";
  }
  if (!findsPrior || askable.length < MIN_LEADS) return settled;
  const { prior, ...estimate } = await findPrior(askable, context, release.id, options, deps);
  if (prior === undefined) return { ...settled, estimate };
  context.prior = prior;
  from.prior = "estimated";
  return { ...settled, estimate };
}

/** What of the context nobody has said, and the list's columns can tell. */
function toFind(mapping: ColumnMapping, options: ContextOptions) {
  const splits = mapping.first_name !== undefined || mapping.last_name !== undefined;
  return {
    findsColumns: options.nameColumns === undefined && splits,
    findsOrder: options.nameOrder === undefined && (mapping.full_name !== undefined || splits),
    findsPrior: options.prior === undefined && hasNames(mapping),
  };
}

export const noEstimate: Estimate = { requests: 0, isTooDear: false };

/** The prior is undefined where an estimate may take more requests than there may be. */
async function findPrior(
  leads: readonly MatchRequest[],
  context: MatchContext,
  release: string,
  { maxRequests = Number.POSITIVE_INFINITY }: ContextOptions,
  { service, signal, runKey }: ContextDeps,
): Promise<Estimate & { prior?: number }> {
  const isFree = service.traits.local;
  if (!isFree && dearestEstimate(leads.length) > maxRequests) {
    return { requests: 0, isTooDear: true };
  }
  const { prior, requests } = await estimatePrior(leads, context, release, {
    service,
    signal,
    runKey,
  });
  return { prior, requests: isFree ? 0 : requests, isTooDear: false };
}

/** Requests that an estimate of the prior adds at most where the service is elsewhere. */
export function estimateAtMost(
  leads: number,
  mapping: ColumnMapping,
  { prior, maxRequests = Number.POSITIVE_INFINITY }: ContextOptions,
): number {
  if (leads < MIN_LEADS || prior !== undefined || !hasNames(mapping)) return 0;
  const most = dearestEstimate(leads);
  return most > maxRequests ? 0 : most;
}

/** The names written in one piece, wherever they stand; undefined when the list has none. */
function fullNamesOf(
  leads: readonly MatchRequest[],
  columns: NameColumns | undefined,
  mapping: ColumnMapping,
): readonly string[] | undefined {
  const part =
    columns === "full_in_first"
      ? "first"
      : columns === "full_in_last"
        ? "last"
        : mapping.full_name === undefined
          ? undefined
          : "full";
  return part === undefined ? undefined : leads.flatMap(({ name }) => name?.[part] ?? []);
}

/** A list of NPIs alone is looked up, not searched: the prior has nothing to say there. */
function hasNames(mapping: ColumnMapping): boolean {
  return mapping.full_name !== undefined || mapping.last_name !== undefined;
}

/** Suppression is asked before anything about a lead leaves, also for an estimate. */
async function withoutSuppressed(
  leads: readonly MatchRequest[],
  suppressions: Suppressions,
): Promise<MatchRequest[]> {
  const hits = await askSuppressions(leads.map(suppressionKeysOf), suppressions);
  return leads.filter((_, i) => !hits[i]);
}
