import type { MatchRecord } from "../../model/match-record.ts";

type ReadRecords = (npis: readonly number[]) => Promise<(MatchRecord | undefined)[]>;

/** Longer chains of replaced NPIs are not followed. */
const MOST_STEPS = 8;

/**
 * The records that are in use today for those given: each chain of replacements is followed to its
 * last record on file. Of NPIs that replace each other in a circle none is newer, so that each stays
 * as it is.
 */
export async function latestRecords(
  records: readonly (MatchRecord | undefined)[],
  read: ReadRecords,
): Promise<(MatchRecord | undefined)[]> {
  const known = new Map<number, MatchRecord>();
  for (const record of records) if (record !== undefined) known.set(record.npi, record);
  let ends = [...known.values()];
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = [...new Set(ends.map(({ replacement }) => replacement))];
    const unread = next.filter((npi) => npi !== 0 && !known.has(npi));
    if (unread.length === 0) break;
    ends = (await read(unread)).filter((record) => record !== undefined);
    for (const record of ends) known.set(record.npi, record);
  }
  return records.map((record) => record && lastOf(record, known));
}

/** One person has one record: NPIs whose successor is among the records are left out. */
export function withoutReplaced(records: readonly (MatchRecord | undefined)[]): MatchRecord[] {
  const found = records.filter((record) => record !== undefined);
  const known = new Map(found.map((record) => [record.npi, record]));
  return found.filter((record) => lastOf(record, known) === record);
}

function lastOf(record: MatchRecord, known: ReadonlyMap<number, MatchRecord>): MatchRecord {
  const seen = new Set([record.npi]);
  let last = record;
  for (;;) {
    const next = known.get(last.replacement);
    if (next === undefined) return last;
    if (seen.has(next.npi)) return record;
    seen.add(next.npi);
    last = next;
  }
}
