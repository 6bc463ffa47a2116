import { InputError, UsageError } from "../../model/errors.ts";
import { readNpi } from "../../normalize/npi.ts";
import type { ColumnMapping, LeadField } from "../../table/columns/lead-field.ts";
import type { NotTaken } from "../../table/columns/map-columns.ts";
import type { Table } from "../../table/table.ts";

const email = /^\S+@\S+\.\w+$/;
const phone = /^\+?1?[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}$/;

/**
 * A list without a header would lose its first person to it, and that person would be shown as
 * column names. Told by values that nobody calls a column.
 */
export function requireHeader({ file, columns }: Pick<Table, "file" | "columns">): void {
  const isData = columns.some((cell) => {
    const text = cell.trim();
    return email.test(text) || phone.test(text) || readNpi(text).kind === "valid";
  });
  if (!isData) return;
  throw new InputError(
    "input_no_header",
    `The first line of ${file} holds a person's data and no column names.`,
    "Put a line above it that names the columns, for example: Name,City,State,NPI",
  );
}

const searchable: readonly LeadField[] = [
  "npi",
  "full_name",
  "first_name",
  "last_name",
  "license_number",
  "phone",
  "email",
];

export function isSearchable(mapping: ColumnMapping): boolean {
  return searchable.some((field) => mapping[field] !== undefined);
}

/** Every row would be `invalid_input`: better said once, before anything is written. */
export function requireSearchable(
  file: string,
  mapping: ColumnMapping,
  notTaken: readonly NotTaken[],
): void {
  if (isSearchable(mapping)) return;
  throw new UsageError(
    "nothing_to_search_by",
    `No column of ${file} is known to hold names, NPIs, license numbers, phone numbers or e-mail addresses.${notTaken.map(notTakenSentence).join("")}`,
    "The first line must name the columns; or say which one it is, by its name or position: --map full_name=Contact, --map npi=@2",
  );
}

function notTakenSentence({ field, column }: NotTaken): string {
  return ` The cells of "${column.trim()}" cannot be what ${field} holds.`;
}
