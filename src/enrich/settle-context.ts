import type { MatchContext, MatchRequest, NameColumns, NameOrder } from "../model/contract.ts";
import { type Suppressions, suppressionKeysOf } from "../model/suppressions.ts";
import type { SearchService } from "../service/search-service.ts";
import type { ColumnMapping } from "../table/lead-field.ts";
import { findNameColumns } from "./name-columns.ts";
import { findNameOrder } from "./name-order.ts";
import { estimatePrior } from "./prior.ts";
import type { Survey } from "./receipt.ts";
import { askSuppressions } from "./withhold.ts";

/** Shorter lists say too little about themselves: the release's defaults. */
const MIN_LEADS = 200;

export interface ContextOptions {
  nameOrder?: NameOrder | undefined;
  nameColumns?: NameColumns | undefined;
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
 * release's default. A service that counts nothing has nothing to estimate from.
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
    ...(options.nameColumns === undefined ? {} : { name_columns: options.nameColumns }),
  };
  const from: Survey["context_from"] = {
    name_order: options.nameOrder === undefined ? "default" : "flag",
    prior: options.prior === undefined ? "default" : "flag",
    name_columns: options.nameColumns === undefined ? "default" : "flag",
  };
  const splits = mapping.first_name !== undefined || mapping.last_name !== undefined;
  const findsColumns = options.nameColumns === undefined && splits;
  const findsOrder = options.nameOrder === undefined && (mapping.full_name !== undefined || splits);
  const findsPrior = options.prior === undefined && hasNames(mapping);
  const finds = findsColumns || findsOrder || findsPrior;
  const canFind = finds && deps.service.traits.counts;
  if (leads < MIN_LEADS || !canFind) return { context, context_from: from };

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
  if (findsPrior && askable.length >= MIN_LEADS) {
    context.prior = await estimatePrior(askable, context, release.id, deps.service, deps.signal);
    from.prior = "estimated";
  }
  return { context, context_from: from };
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
