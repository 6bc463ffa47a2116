import { type SettleDoubts, settleColumns } from "../enrich/rows/read-columns.ts";
import {
  isSearchable,
  requireHeader,
  requireSearchable,
} from "../enrich/rows/require-searchable.ts";
import { UsageError } from "../model/errors.ts";
import { columnOf, contactColumns } from "../table/columns/contact-columns.ts";
import type { ContactField } from "../table/columns/contact-field.ts";
import type { ColumnMapping, LeadField } from "../table/columns/lead-field.ts";
import type { Table } from "../table/table.ts";
import { type HashedKind, hashedKindOf, isOfHashes } from "./hashed-values.ts";

interface HashedColumn {
  kind: HashedKind;
  index: number;
  column: string;
}

/** Which columns tell by what somebody is known. */
export interface SuppressionColumns {
  mapping: ColumnMapping;
  /** Positions of all columns of them. */
  emails: readonly number[];
  phones: readonly number[];
  hashed: readonly HashedColumn[];
}

export interface SuppressionOverrides {
  lead: ReadonlyMap<LeadField, string>;
  contact: ReadonlyMap<ContactField, string>;
  /** Kind and column, as `--hashed` says it. */
  hashed: readonly (readonly [HashedKind, string])[];
}

const firstRowCount = 5000;

/** Told by names and by content. Throws UsageError where no row could be suppressed by anything. */
export async function readSuppressionColumns(
  table: Table,
  overrides: SuppressionOverrides,
  { signal, settleDoubts }: { signal: AbortSignal; settleDoubts: SettleDoubts },
): Promise<SuppressionColumns> {
  requireHeader(table);
  const sample = await firstCells(table, signal);
  const hashed = hashedColumns(table.columns, sample, overrides.hashed);
  const isHashed = new Set(hashed.map(({ index }) => index));
  // Nothing else may take a column of hashes for its own.
  const plain = table.columns.map((column, index) => (isHashed.has(index) ? "" : column));
  const cells = sample.map((row) => row.map((cell, index) => (isHashed.has(index) ? "" : cell)));
  const settled = await settleColumns(plain, cells, overrides.lead, async (doubts) => {
    const open = doubts.filter(({ field }) => field !== "email" && field !== "phone");
    return open.length === 0 ? new Map() : settleDoubts(open);
  });
  const { mapping, notTaken } = settled;
  if (hashed.length === 0 || isSearchable(mapping))
    requireSearchable(table.file, mapping, notTaken);
  const contacts = contactColumns(plain, overrides.contact);
  const positions = (lead: LeadField, ...fields: ContactField[]) => {
    const found = contacts.filter(({ field }) => fields.includes(field));
    return [...new Set([...found, mapping[lead] ?? []].flat().map(({ index }) => index))];
  };
  const emails = positions("email", "email");
  return { mapping, emails, phones: positions("phone", "phone", "mobile", "fax"), hashed };
}

async function firstCells(table: Table, signal: AbortSignal): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for await (const rows of table.rows({ signal })) {
    for (const { kind, cells } of rows) if (kind === "record") found.push(cells);
    if (found.length >= firstRowCount) break;
  }
  return found;
}

function hashedColumns(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  said: SuppressionOverrides["hashed"],
): HashedColumn[] {
  const kinds = new Map(said.map(([kind, wanted]) => [columnOf(kind, wanted, columns), kind]));
  return columns.flatMap((column, index) => {
    const own = kinds.get(index);
    if (own !== undefined) return { kind: own, index, column };
    if (!isOfHashes(sample.map((cells) => cells[index] ?? ""))) return [];
    const kind = hashedKindOf(column);
    if (kind !== undefined) return { kind, index, column };
    throw new UsageError(
      "hashed_column_unknown",
      `Column ${index + 1} holds hashes, and its name does not say of what.`,
      `Say it: --hashed email=@${index + 1}, or phone, or npi.`,
    );
  });
}
