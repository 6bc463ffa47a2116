import type { SuppressionKeys, Suppressions } from "../../model/suppressions.ts";
import type { OutcomeColumn } from "../../table/columns/outcome-columns.ts";
import type { Table, TableRow } from "../../table/table.ts";
import { createOutcomeReader, type OutcomeRow, type OutcomeTerms } from "./read-outcome-row.ts";

export interface OutcomeReading {
  columns: readonly OutcomeColumn[];
  terms: OutcomeTerms;
  suppressions: Suppressions;
  signal: AbortSignal;
}

/** A row as it is read, both times that the list is. */
export interface ReadOutcomeRow extends OutcomeRow {
  row: TableRow;
  /** About somebody of whom nothing may be kept but that a channel is closed. */
  isWithheld: boolean;
}

/** The rows of a list of outcomes, many at a time; blank lines are none. */
export async function* outcomeRows(
  table: Table,
  { columns, terms, suppressions, signal }: OutcomeReading,
): AsyncGenerator<readonly ReadOutcomeRow[]> {
  const read = createOutcomeReader(columns, terms);
  for await (const batch of table.rows({ signal })) {
    const rows = batch
      .filter(({ kind }) => kind !== "blank_line")
      .map((row): Omit<ReadOutcomeRow, "isWithheld"> => ({ row, ...readOrReject(row, read) }));
    const marked = rows.filter(({ facts }) => facts.marks.length > 0);
    const hidden = await suppressions.areSuppressed(marked.map(keysOf));
    const withheld = new Set(marked.filter((_, i) => hidden[i] !== false));
    yield rows.map((one) => ({ ...one, isWithheld: withheld.has(one) }));
  }
}

function readOrReject(row: TableRow, read: (cells: readonly string[]) => OutcomeRow): OutcomeRow {
  if (row.kind === "record") return read(row.cells);
  return {
    target: { npi: undefined, isNpiMistaken: false, emails: [], numbers: [] },
    facts: { marks: [], notices: [] },
    problem: "malformed_record",
  };
}

function keysOf({ target: { npi, emails, numbers } }: Pick<OutcomeRow, "target">): SuppressionKeys {
  return { ...(npi === undefined ? {} : { npi }), emails, phones: numbers };
}
