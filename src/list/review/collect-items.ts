import { decideRows, groupByLead, type LeadRow } from "../../enrich/decisions/decided-rows.ts";
import type { Decision } from "../../enrich/decisions/decision.ts";
import { judgeDecision, npisOf } from "../../enrich/decisions/judge-decision.ts";
import { detailHash, leadHash } from "../../enrich/decisions/lead-hashes.ts";
import type { EarlierRun } from "../../enrich/earlier-run.ts";
import type { Finding } from "../../enrich/finding.ts";
import { readLead } from "../../enrich/rows/lead.ts";
import type { Status } from "../../model/status.ts";
import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import type { Table, TableRow } from "../../table/table.ts";
import type { ReviewItem } from "./review-item.ts";
import { type Tellable, tellableProfiles } from "./tellable-profiles.ts";

interface Collecting extends Tellable {
  mapping: ColumnMapping;
  /** Reads the `hb_` cells, which `table` hands on. */
  earlier: EarlierRun;
  decisions: readonly Decision[];
  statuses: readonly Status[];
  signal: AbortSignal;
}

/** The leads with one of these statuses, in the order of their first rows. */
export async function collectItems(table: Table, options: Collecting): Promise<ReviewItem[]> {
  const leads = new Map<string, LeadRow[]>();
  const items = new Map<string, ReviewItem & { rows: number[] }>();
  const take = (row: TableRow) => {
    const { request, problem } = readLead(row, options.mapping);
    if (problem !== undefined) return;
    const [lead, detail] = [leadHash(request), detailHash(request)];
    meet(leads, lead, { number: row.number, detail });
    const found = options.earlier.answerOf(row)?.finding;
    if (found === undefined || !options.statuses.includes(found.status)) return;
    const key = `${lead} ${detail}`;
    const before = items.get(key);
    if (before !== undefined) before.rows.push(row.number);
    else items.set(key, { ...itemOf(found), rows: [row.number], request, lead, detail });
  };
  for await (const rows of table.rows({ signal: options.signal })) {
    for (const row of rows) if (row.kind === "record") take(row);
  }
  const collected = [...items.values()].map((item) => ({
    ...item,
    shared: (leads.get(item.lead)?.length ?? 0) > 1,
  }));
  return withEarlierDecisions(collected, leads, options.decisions, options);
}

/** One row of each kind is enough to tell how many there are. */
function meet(leads: Map<string, LeadRow[]>, lead: string, row: LeadRow): void {
  const known = leads.get(lead);
  if (known === undefined) leads.set(lead, [row]);
  else if (!known.some(({ detail }) => detail === row.detail)) known.push(row);
}

function itemOf({ status, reason, npi, candidates }: Finding) {
  const named = candidates.map((candidate) => candidate.npi);
  return {
    ...{ status, reason, shared: false, before: undefined },
    candidates: npi === "" ? named : [npi, ...named],
  };
}

async function withEarlierDecisions(
  items: readonly ReviewItem[],
  leads: ReadonlyMap<string, readonly LeadRow[]>,
  decisions: readonly Decision[],
  tellable: Tellable,
): Promise<ReviewItem[]> {
  const byLead = groupByLead(decisions);
  const decided = items.map(({ lead, detail }) => {
    const rows = leads.get(lead) ?? [];
    const at = rows.findIndex((row) => row.detail === detail);
    const found = decideRows(rows, byLead.get(lead) ?? []);
    return found.find(([row]) => row === rows[at]?.number)?.[1];
  });
  const npis = decided.flatMap((decision) => (decision === undefined ? [] : npisOf(decision)));
  const profiles = await tellableProfiles(npis, tellable);
  return items.map((item, i) => {
    const decision = decided[i];
    if (decision === undefined) return item;
    // What a decided row names is what was decided.
    const isApplied = /^decided:/.test(item.reason);
    const named = isApplied ? [] : item.candidates;
    const state = judgeDecision(decision, (npi) => profiles.get(npi), named);
    return { ...item, before: { decision, state } };
  });
}
