import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import type { Table } from "../../table/table.ts";
import { readLead } from "../rows/lead.ts";
import { type Decision, keyOf } from "./decision.ts";
import { detailHash, leadHash } from "./lead-hashes.ts";

/** Which rows of a list were decided, and what became of the other decisions. */
export interface DecidedRows {
  /** Row number → what was decided about it. */
  rows: ReadonlyMap<number, Decision>;
  /** Decisions whose lead stands there as several, none of which is the one that was decided. */
  unclear: readonly Decision[];
  /** Decisions about leads that the list does not have. */
  unused: readonly Decision[];
}

/** A row whose lead has the identity of one that was decided. */
export interface LeadRow {
  number: number;
  detail: string;
}

/** Reads the list once more and finds the rows of decisions in it; what throws is the table. */
export async function findDecidedRows(
  table: Table,
  mapping: ColumnMapping,
  decisions: readonly Decision[],
  signal: AbortSignal,
): Promise<DecidedRows> {
  const byLead = groupByLead(decisions);
  const found = new Map<string, LeadRow[]>();
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) {
      if (row.kind !== "record") continue;
      const { request, problem } = readLead(row, mapping);
      if (problem !== undefined) continue;
      const lead = leadHash(request);
      if (!byLead.has(lead)) continue;
      const same = found.get(lead) ?? [];
      same.push({ number: row.number, detail: detailHash(request) });
      found.set(lead, same);
    }
  }
  const decided = new Map<number, Decision>();
  for (const [lead, rows] of found) {
    for (const [row, decision] of decideRows(rows, byLead.get(lead) ?? [])) {
      decided.set(row, decision);
    }
  }
  const taken = new Set([...decided.values()].map(keyOf));
  const open = decisions.filter((decision) => !taken.has(keyOf(decision)));
  return {
    rows: decided,
    unclear: open.filter(({ lead }) => found.has(lead)),
    unused: open.filter(({ lead }) => !found.has(lead)),
  };
}

export function groupByLead(decisions: readonly Decision[]): Map<string, Decision[]> {
  const byLead = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const same = byLead.get(decision.lead);
    if (same === undefined) byLead.set(decision.lead, [decision]);
    else same.push(decision);
  }
  return byLead;
}

/**
 * Which of the rows with one identity were decided. One lead, decided where it was the only one, is
 * known by its identity alone; else a decision is about the very lead that was looked at.
 */
export function decideRows(
  rows: readonly LeadRow[],
  decisions: readonly Decision[],
): [row: number, decision: Decision][] {
  const [only] = decisions;
  if (only === undefined) return [];
  const isOneLead = rows.every(({ detail }) => detail === rows[0]?.detail);
  if (isOneLead && decisions.length === 1 && !only.shared) {
    return rows.map(({ number }) => [number, only]);
  }
  return rows.flatMap(({ number, detail }): [number, Decision][] => {
    const own = decisions.find((decision) => decision.detail === detail);
    return own === undefined ? [] : [[number, own]];
  });
}
