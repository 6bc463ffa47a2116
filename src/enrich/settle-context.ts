import type { MatchContext, MatchRequest, NameOrder } from "../model/contract.ts";
import { type Suppressions, suppressionKeysOf } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import type { ColumnMapping } from "../table/lead-field.ts";
import { findNameOrder } from "./name-order.ts";
import { estimatePrior } from "./prior.ts";
import type { Survey } from "./receipt.ts";
import { askSuppressions } from "./withhold.ts";

/** Shorter lists say too little about themselves: the release's defaults. */
const MIN_LEADS = 200;

export interface ContextOptions {
  nameOrder?: NameOrder | undefined;
  prior?: number | undefined;
}

export interface ContextDeps {
  service: SearchService;
  suppressions: Suppressions;
  signal: AbortSignal;
}

export interface SurveyedLeads {
  /** Distinct leads of the list. */
  leads: number;
  /** Some of them, ascending by digest. */
  sample: readonly MatchRequest[];
  mapping: ColumnMapping;
}

/**
 * What a run sends with every request: the user's word, else an estimate from the sample, else the
 * release's default.
 */
export async function settleContext(
  { leads, sample, mapping }: SurveyedLeads,
  release: { id: string; defaultPrior: number },
  options: ContextOptions,
  deps: ContextDeps,
): Promise<Pick<Survey, "context" | "context_from">> {
  const context: MatchContext = {
    name_order: options.nameOrder ?? "mixed",
    prior: options.prior ?? release.defaultPrior,
  };
  const from: Survey["context_from"] = {
    name_order: options.nameOrder === undefined ? "default" : "flag",
    prior: options.prior === undefined ? "default" : "flag",
  };
  const findsOrder = options.nameOrder === undefined && mapping.full_name !== undefined;
  const findsPrior = options.prior === undefined && hasNames(mapping);
  if (leads < MIN_LEADS || !(findsOrder || findsPrior)) return { context, context_from: from };

  const askable = await withoutSuppressed(sample, deps.suppressions);
  if (findsOrder) {
    context.name_order = await findNameOrder(askable, deps.service);
    from.name_order = "estimated";
  }
  if (findsPrior && askable.length >= MIN_LEADS) {
    context.prior = await estimatePrior(askable, context, release.id, deps.service, deps.signal);
    from.prior = "estimated";
  }
  return { context, context_from: from };
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
