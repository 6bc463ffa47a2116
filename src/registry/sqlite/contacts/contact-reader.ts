import type { ContactPoint, Outcome } from "../../../model/contact.ts";
import { rankContacts, type SourcedValues } from "../../../normalize/contacts/rank-contacts.ts";
import type { SourcedOutcome } from "../../../normalize/contacts/standing-outcome.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { createBatchReader } from "../read-many.ts";
import { decodeContacts } from "./contact-codec.ts";
import { readContactSources, type StoredSource } from "./contact-source-rows.ts";

/** The contacts of people, ranked; who has none is not among them. */
export type ContactReader = (npis: readonly number[]) => Map<number, ContactPoint[]>;

/** Undefined where a release has no source of contacts: then nothing is to be asked. */
export function createContactReader(db: SqliteDatabase): ContactReader | undefined {
  const sources = readContactSources(db);
  if (sources.length === 0) return undefined;
  const valuesOf = createValueReader(db, sources);
  const outcomesOf = createOutcomeReader(db, sources);
  return (npis) => {
    const given = valuesOf(npis);
    const outcomes = outcomesOf([...given.values()].flat());
    const ranked = new Map<number, ContactPoint[]>();
    for (const [npi, values] of given) {
      ranked.set(npi, rankContacts(String(npi), values, ofAny(values, outcomes)));
    }
    return ranked;
  };
}

function createValueReader(db: SqliteDatabase, sources: readonly StoredSource[]) {
  const byId = new Map(sources.map(({ id, source }) => [id, source]));
  // By name, not as they were added: the same sources give the same answer.
  const select = createBatchReader(
    db,
    `SELECT c.npi, c.source, c.record FROM json_each(?1) j CROSS JOIN contact_source s
     CROSS JOIN contact c ON c.source=s.id AND c.npi=j.value`,
  );
  return (npis: readonly number[]): Map<number, SourcedValues[]> => {
    const found = new Map<number, SourcedValues[]>();
    for (const [npi, id, record] of select(npis) as [number, number, string][]) {
      const source = byId.get(id);
      if (source === undefined) continue;
      const given = found.get(npi) ?? [];
      given.push({ source, values: decodeContacts(record) });
      found.set(npi, given);
    }
    for (const given of found.values()) {
      given.sort((a, b) => (a.source.name < b.source.name ? -1 : 1));
    }
    return found;
  };
}

function createOutcomeReader(db: SqliteDatabase, sources: readonly StoredSource[]) {
  const names = new Map(
    sources
      .filter(({ source }) => source.kind === "outcomes")
      .map(({ id, source }) => [id, source.name]),
  );
  const none = new Map<string, SourcedOutcome[]>();
  if (names.size === 0) return () => none;
  const select = createBatchReader(
    db,
    `SELECT o.value, o.npi, o.date, o.outcome, o.source FROM json_each(?1) j
     CROSS JOIN contact_source s CROSS JOIN contact_outcome o ON o.source=s.id AND o.value=j.value`,
  );
  return (given: readonly SourcedValues[]): ReadonlyMap<string, SourcedOutcome[]> => {
    const found = new Map<string, SourcedOutcome[]>();
    for (const row of select([...valuesIn(given)])) {
      const [value, npi, date, outcome, id] = row as [string, number, string, Outcome, number];
      const mark = { value, ...whose(npi), outcome, date, source: names.get(id) ?? "" };
      found.set(value, [...(found.get(value) ?? []), mark]);
    }
    return found;
  };
}

function whose(npi: number): { npi?: string } {
  return npi === 0 ? {} : { npi: String(npi) };
}

function valuesIn(given: readonly SourcedValues[]): Set<string> {
  return new Set(given.flatMap(({ values }) => values.map(({ value }) => value)));
}

function ofAny(
  given: readonly SourcedValues[],
  outcomes: ReadonlyMap<string, SourcedOutcome[]>,
): SourcedOutcome[] {
  if (outcomes.size === 0) return [];
  return [...valuesIn(given)].sort().flatMap((value) => outcomes.get(value) ?? []);
}
