import {
  type SettleDoubts,
  type SettledColumns,
  settleColumns,
} from "../enrich/rows/read-columns.ts";
import { requireHeader, requireSearchable } from "../enrich/rows/require-searchable.ts";
import { UsageError } from "../model/errors.ts";
import { contactColumns } from "../table/columns/contact-columns.ts";
import type { ContactColumn, ContactField } from "../table/columns/contact-field.ts";
import type { LeadField } from "../table/columns/lead-field.ts";
import type { Table, TableRow } from "../table/table.ts";

/** Which columns of a list tell whose a row is, and which hold what is said about them. */
export interface ListColumns extends SettledColumns {
  contact: readonly ContactColumn[];
  /** The first rows, from which this was told. */
  firstRows: readonly TableRow[];
}

export interface ColumnOverrides {
  lead: ReadonlyMap<LeadField, string>;
  contact: ReadonlyMap<ContactField, string>;
}

/** Rows that are looked at; a list is read once, so that its first rows have to do. */
const firstRowCount = 5000;

/** Columns of values, of which a list may have several equal ones: each is taken. */
const valueFields: ReadonlySet<LeadField> = new Set(["phone", "email", "organization"]);

/** Throws UsageError where no row could be joined, or nothing is said about anybody. */
export async function readListColumns(
  table: Table,
  overrides: ColumnOverrides,
  { signal, settleDoubts }: { signal: AbortSignal; settleDoubts: SettleDoubts },
): Promise<ListColumns> {
  requireHeader(table);
  const { columns, file } = table;
  const firstRows = await readFirstRows(table, signal);
  const contact = withoutLonePlace(contactColumns(columns, overrides.contact));
  requireContacts(file, contact);
  const sample = firstRows.map(({ cells }) => cells);
  const mapped = await settleColumns(columns, sample, overrides.lead, async (doubts) => {
    const open = doubts.filter(({ field }) => !valueFields.has(field));
    return open.length === 0 ? new Map() : settleDoubts(open);
  });
  requireSearchable(file, mapped.mapping, mapped.notTaken);
  return { ...mapped, contact, firstRows };
}

async function readFirstRows(table: Table, signal: AbortSignal): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows({ signal })) {
    for (const row of batch) if (row.kind === "record") rows.push(row);
    if (rows.length >= firstRowCount) break;
  }
  return rows.slice(0, firstRowCount);
}

/** City, state and ZIP without a street are no address: they tell whose a row is. */
function withoutLonePlace(columns: readonly ContactColumn[]): ContactColumn[] {
  const hasStreet = columns.some(({ field }) => field === "address");
  return columns.filter(({ field }) => hasStreet || !placeFields.has(field));
}

const placeFields: ReadonlySet<ContactField> = new Set(["address_2", "city", "state", "zip"]);
/** They say something about the values of a row. */
const aboutFields: ReadonlySet<ContactField> = new Set(["as_of", "contact_confidence"]);

function requireContacts(file: string, columns: readonly ContactColumn[]): void {
  if (columns.some(({ field }) => !aboutFields.has(field))) return;
  throw new UsageError(
    "no_contact_columns",
    `No column of ${file} is known to hold e-mail addresses, telephone numbers, addresses, employers or titles.`,
    'Say which one it is: --map email="E-mail (work)" --map mobile=@5',
  );
}
