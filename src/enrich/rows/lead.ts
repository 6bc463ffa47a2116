import type { MatchRequest } from "../../model/contract.ts";
import { cleanCell } from "../../normalize/cells/clean-cell.ts";
import type { ColumnMapping, LeadField } from "../../table/columns/lead-field.ts";
import type { TableRow } from "../../table/table.ts";
import type { Finding } from "../finding.ts";
import { npiToAsk } from "../refresh/npi-to-ask.ts";
import { judge } from "./judge.ts";
import { isSpoilt, nameDamage } from "./spoilt-cell.ts";

/** A row as it is asked about, and why it is not (`code: words`). */
export interface Lead {
  request: MatchRequest;
  problem: string | undefined;
  /** The NPI in the request, where it is not the list's own but the answer of an earlier run. */
  npiBefore?: string | undefined;
}

/** @param before what the list says was found for it, where that is asked about again */
export function readLead(row: TableRow, mapping: ColumnMapping, before?: Finding): Lead {
  const lead = toMatchRequest(row, mapping);
  const npiBefore = npiToAsk(before, lead);
  const request = npiBefore === undefined ? lead : { ...lead, npi: npiBefore };
  return { request, problem: judge(request, nameDamage(row.cells, mapping)), npiBefore };
}

/**
 * A row as the search service is asked about it: mapped cells only, trimmed, empty ones left out,
 * and those that a spreadsheet has spoilt beyond repair; the id is the row's number, never a cell.
 */
export function toMatchRequest(row: TableRow, mapping: ColumnMapping): MatchRequest {
  const { cells } = row;
  const request: MatchRequest = { id: row.number };
  const name = toName(cells, mapping);
  if (name !== undefined) request.name = name;
  const number = readCell(cells, mapping, "license_number");
  if (number !== "") {
    const state = readCell(cells, mapping, "license_state");
    request.license = state === "" ? { number } : { number, state };
  }
  for (const field of plainFields) {
    const text = readCell(cells, mapping, field);
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
  const full = readCell(cells, mapping, "full_name");
  const first = readCell(cells, mapping, "first_name");
  const middle = readCell(cells, mapping, "middle_name");
  const last = readCell(cells, mapping, "last_name");
  const suffix = readCell(cells, mapping, "suffix");
  if (full === "" && first === "" && middle === "" && last === "") return undefined;
  return {
    ...(full === "" ? {} : { full }),
    ...(first === "" ? {} : { first }),
    ...(middle === "" ? {} : { middle }),
    ...(last === "" ? {} : { last }),
    ...(suffix === "" ? {} : { suffix }),
  };
}

function readCell(cells: readonly string[], mapping: ColumnMapping, field: LeadField): string {
  const mapped = mapping[field];
  if (mapped === undefined) return "";
  const text = cleanCell(cells[mapped.index] ?? "");
  return isSpoilt(text, field) ? "" : text;
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
