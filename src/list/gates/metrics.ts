import type { Receipt } from "../../enrich/receipt/receipt.ts";
import { type ChangeKind, changeKinds, type RefreshOutcome } from "../../enrich/refresh/change.ts";
import { type Status, statuses } from "../../model/status.ts";

/** What a run came to, as far as gates ask about it. */
export interface GatedRun {
  receipt: Receipt;
  /** Leads asked besides those of the list: for an estimate, as canaries. */
  furtherRequests: number;
}

/** What gates can ask about. */
export interface Metric {
  name: string;
  /** Nothing but `refresh` can tell. */
  ofRefresh: boolean;
  /** `count` is compared with whole numbers, `share` with numbers from 0 to 1. */
  unit: "count" | "share";
  /** How many, and of a share of how many. */
  measure(run: GatedRun): { count: number; of?: number };
}

export const fillPrefix = "fill.";
const missing: readonly Status[] = ["error", "not_attempted"];

/** All but `fill.`, which there is for every profile column. */
export const metrics: readonly Metric[] = [
  counted("rows", ({ receipt }) => receipt.rows_out),
  ...statuses.map((status) => counted(status, ({ receipt }) => receipt.statuses[status])),
  share("match_rate", ({ receipt }) => ({
    count: receipt.statuses.matched,
    of: receipt.rows_out - receipt.statuses.suppressed,
  })),
  ...statuses
    .filter((status) => status !== "error")
    .map((status) =>
      share(`${status}_rate`, ({ receipt }) => ({
        count: receipt.statuses[status],
        of: receipt.rows_out,
      })),
    ),
  share("error_rate", ({ receipt }) => ({
    count:
      missing.reduce((sum, status) => sum + receipt.statuses[status], 0) +
      (receipt.refresh?.stale ?? 0),
    of: receipt.rows_out,
  })),
  share("duplicate_rate", ({ receipt }) => ({
    count: receipt.dedupe?.duplicates ?? receipt.duplicate_rows,
    of: receipt.rows_in,
  })),
  counted("requests", ({ receipt, furtherRequests }) => receipt.requests + furtherRequests),
  {
    ...share("changed_rate", ({ receipt }) => ({
      count: receipt.refresh?.changed_rows ?? 0,
      of: receipt.rows_out,
    })),
    ofRefresh: true,
  },
  ...(
    ["changed_rows", "identity_moves", "deactivated", "replaced", "withheld", "stale"] as const
  ).map((name) => ofRefresh(name, (refresh) => refresh[name])),
  ...changeKinds.map((kind: ChangeKind) =>
    ofRefresh(`changes.${kind}`, ({ changes }) => changes[kind]),
  ),
];

const byName = new Map(metrics.map((metric) => [metric.name, metric]));

/** Undefined where there is none of that name. Whether an output has the column is not looked at. */
export function metricOf(name: string): Metric | undefined {
  if (!name.startsWith(fillPrefix)) return byName.get(name);
  const column = `hb_${name.slice(fillPrefix.length)}`;
  return share(name, ({ receipt }) => ({
    count: receipt.filled[column] ?? 0,
    of: receipt.statuses.matched,
  }));
}

function counted(name: string, count: (run: GatedRun) => number): Metric {
  return { name, ofRefresh: false, unit: "count", measure: (run) => ({ count: count(run) }) };
}

function share(name: string, measure: (run: GatedRun) => { count: number; of: number }): Metric {
  return { name, ofRefresh: false, unit: "share", measure };
}

function ofRefresh(name: string, count: (refresh: RefreshOutcome) => number): Metric {
  const measure = ({ receipt: { refresh } }: GatedRun) =>
    refresh === undefined ? 0 : count(refresh);
  return { ...counted(name, measure), ofRefresh: true };
}
