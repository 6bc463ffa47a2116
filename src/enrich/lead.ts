import type { MatchRequest } from "../model/contract.ts";
import type { ColumnMapping, LeadField, MappedColumn } from "../table/lead-field.ts";
import type { TableRow } from "../table/table.ts";

/**
 * A row as the search service is asked about it: mapped cells only, trimmed, empty ones left out;
 * the id is the row's number, never a cell.
 */
export function toMatchRequest(row: TableRow, mapping: ColumnMapping): MatchRequest {
  const { cells } = row;
  const request: MatchRequest = { id: row.number };
  const name = toName(cells, mapping);
  if (name !== undefined) request.name = name;
  const number = readCell(cells, mapping.license_number);
  if (number !== "") {
    const state = readCell(cells, mapping.license_state);
    request.license = state === "" ? { number } : { number, state };
  }
  for (const field of plainFields) {
    const text = readCell(cells, mapping[field]);
    if (text !== "") request[field] = text;
  }
  return request;
}

/** Lead fields that a request carries under their own name. */
const plainFields = [
  "npi",
  "credential",
  "specialty",
  "city",
  "state",
  "zip",
  "phone",
  "email",
  "organization",
  "graduation_year",
  "sex",
] as const satisfies readonly LeadField[];

function toName(cells: readonly string[], mapping: ColumnMapping): MatchRequest["name"] {
  const full = readCell(cells, mapping.full_name);
  const first = readCell(cells, mapping.first_name);
  const middle = readCell(cells, mapping.middle_name);
  const last = readCell(cells, mapping.last_name);
  const suffix = readCell(cells, mapping.suffix);
  if (full === "" && first === "" && middle === "" && last === "") return undefined;
  return {
    ...(full === "" ? {} : { full }),
    ...(first === "" ? {} : { first }),
    ...(middle === "" ? {} : { middle }),
    ...(last === "" ? {} : { last }),
    ...(suffix === "" ? {} : { suffix }),
  };
}

function readCell(cells: readonly string[], mapped: MappedColumn | undefined): string {
  return mapped === undefined ? "" : cleanCell(cells[mapped.index] ?? "");
}

const oddSpaces = /[\s\u200b]{2,}|[^\S ]|\u200b/;
const emptyWords = /^(?:[-–—.,?_*/\\]+|#?n\/a|#ref!|#value!|\\n)$/i;

/**
 * A cell without what spreadsheets leave around it: no-break spaces, line breaks, runs of spaces,
 * and the marks people type for "nothing". Words such as "none" stay: they are surnames too.
 */
export function cleanCell(cell: string): string {
  let text = cell.trim();
  if (text === "") return "";
  if (oddSpaces.test(text)) text = text.replace(/[\s\u200b]+/g, " ").trim();
  return text.length < 8 && emptyWords.test(text) ? "" : text;
}

/** All a request says, without whose row it is: equal texts are identical leads. */
export function leadText(request: MatchRequest): string {
  const { name, license } = request;
  let text = `${request.npi ?? ""}\u001f`;
  if (name !== undefined) {
    text += `${name.full ?? ""}\u001e${name.first ?? ""}\u001e${name.middle ?? ""}\u001e${name.last ?? ""}\u001e${name.suffix ?? ""}`;
  }
  text += "\u001f";
  if (license !== undefined) text += `${license.number}\u001e${license.state ?? ""}`;
  for (let i = 1; i < plainFields.length; i++) {
    text += `\u001f${request[plainFields[i] as (typeof plainFields)[number]] ?? ""}`;
  }
  return text;
}
