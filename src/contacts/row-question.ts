import { readLead } from "../enrich/rows/lead.ts";
import type { MatchRequest } from "../model/contract.ts";
import { reasonCodes } from "../model/reason.ts";
import { type SuppressionKeys, suppressionKeysOf } from "../model/suppressions.ts";
import type { ReadValue } from "../normalize/contacts/read-contact.ts";
import { readNpi } from "../normalize/npi.ts";
import type { ColumnMapping, LeadField } from "../table/columns/lead-field.ts";
import type { TableRow } from "../table/table.ts";

/** A row, and how it is to be found out whose it is. */
export interface RowQuestion {
  row: TableRow;
  /** By all of these somebody may be suppressed; gathered when they are asked about. */
  own: () => SuppressionKeys;
  /** Undefined where nothing can be asked. */
  request: MatchRequest | undefined;
  /** The row's own valid NPI, else "". */
  npi: string;
  /** Whether the NPI is all that says whose the row is. */
  isBare: boolean;
  /** Why nothing can be asked: `code: words`. */
  problem?: string;
}

const noRecord = `malformed_record: ${reasonCodes.malformed_record}`;

/** @param values what the row holds of ways to reach somebody */
export function toQuestion(
  row: TableRow,
  values: readonly ReadValue[],
  mapping: ColumnMapping,
): RowQuestion {
  const nothing = { row, npi: "", isBare: false, request: undefined };
  if (row.kind !== "record")
    return { ...nothing, own: () => ({}), problem: row.problem ?? noRecord };
  const bare = bareNpi(row, mapping);
  if (bare !== "") {
    return {
      row,
      own: () => ownKeys({ npi: bare }, values),
      request: { id: row.number, npi: bare },
      npi: bare,
      isBare: true,
    };
  }
  const { request, problem } = readLead(row, mapping);
  const own = () => ownKeys(suppressionKeysOf(request), values);
  if (problem !== undefined) return { ...nothing, own, problem };
  const given = readNpi(request.npi ?? "");
  if (given.kind !== "valid") return { row, own, request, npi: "", isBare: false };
  return { row, own, request, npi: given.npi, isBare: false };
}

/**
 * The NPI of a row that gives no name and no license beside it: what it says of places and telephones
 * is news, not evidence. "" for other rows.
 */
function bareNpi({ cells }: TableRow, mapping: ColumnMapping): string {
  if (mapping.npi === undefined) return "";
  const given = readNpi(cells[mapping.npi.index] ?? "");
  if (given.kind !== "valid") return "";
  const isEmpty = (field: LeadField) => {
    const column = mapping[field];
    return column === undefined || (cells[column.index] ?? "").trim() === "";
  };
  return besideNpi.every(isEmpty) ? given.npi : "";
}

const besideNpi: readonly LeadField[] = [
  "full_name",
  "first_name",
  "middle_name",
  "last_name",
  "license_number",
];

function ownKeys(keys: SuppressionKeys, values: readonly ReadValue[]): SuppressionKeys {
  const phones = [...(keys.phones ?? [])];
  const emails = [...(keys.emails ?? [])];
  for (const { kind, value } of values) {
    if (kind === "email") emails.push(value);
    else if (kind === "phone" || kind === "mobile" || kind === "fax") phones.push(value);
  }
  return { ...keys, phones, emails };
}
