import { cellDamage, textDamage } from "../../enrich/rows/cell-damage.ts";
import { cleanCell } from "../../normalize/cells/clean-cell.ts";
import { toPlainDigits } from "../../normalize/cells/digits.ts";
import { isDateText } from "../../normalize/cells/eaten-date.ts";
import { readScientific } from "../../normalize/cells/scientific-number.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";
import { toZip5 } from "../../normalize/places/place.ts";
import type { LeadField } from "../../table/columns/lead-field.ts";
import { isSsnText } from "../../table/columns/sensitive-columns.ts";
import { isFormulaCell } from "../../table/text/formula-cell.ts";
import type { FindingKind } from "./finding-kinds.ts";

const none: readonly FindingKind[] = [];

/** Kinds of one cell of a column that carries a field; `state` is the row's own. */
export function checkFieldCell(
  field: LeadField,
  cell: string,
  state: string,
): readonly FindingKind[] {
  if (cell.trim() === "") return none;
  const found: FindingKind[] = [...cellDamage(field, cell, state), ...anyCell(cell)];
  const text = cleanCell(cell);
  if (text === "" || isDateText(text)) return found;
  const doubt = fieldDoubt(field, text, state);
  if (doubt !== undefined && !found.includes("ssn_cell")) found.push(doubt);
  return found;
}

/** Kinds of one cell of a column that is not used; `noDates`: one where a date makes no sense. */
export function checkUnusedCell(cell: string, noDates: boolean): readonly FindingKind[] {
  if (cell.trim() === "") return none;
  const found: FindingKind[] = [...textDamage(cell), ...anyCell(cell)];
  if (noDates && isDateText(cell.trim())) found.push("eaten_date");
  return found;
}

/** Lengths at which programs cut a cell's text: old databases and sheets, Excel. */
const cutLengths: readonly number[] = [255, 32_767];

function anyCell(cell: string): FindingKind[] {
  const found: FindingKind[] = [];
  if (cutLengths.includes(cell.length)) found.push("cut_text");
  if (isSsnText(cell.trim())) found.push("ssn_cell");
  // A lone dash stands for nothing, and runs nothing.
  if (isFormulaCell(cell) && cleanCell(cell) !== "") found.push("formula_cell");
  return found;
}

/** What is wrong with the value of a field, or doubtful about it. */
function fieldDoubt(field: LeadField, text: string, state: string): FindingKind | undefined {
  switch (field) {
    case "npi":
      return npiDoubt(text);
    case "zip":
      return toZip5(text, state) === "" ? "zip_unreadable" : undefined;
    case "phone":
      if (toPhone(text) !== "") return undefined;
      return hasLostDigits(text) ? "phone_lost_digits" : "phone_malformed";
    case "license_number":
      return hasLostDigits(text) ? "license_lost_digits" : undefined;
    case "email":
      return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text) ? undefined : "email_malformed";
    case "full_name":
    case "first_name":
    case "middle_name":
    case "last_name":
      if (/^(?:true|false)$/i.test(text)) return "truth_value";
      return /\p{L}\?+\p{L}/u.test(text) ? "question_mark" : undefined;
    default:
      return undefined;
  }
}

const npiDoubts = {
  scientific: "npi_lost_digits",
  check_digit: "npi_check_digit",
  malformed: "npi_malformed",
  valid: undefined,
  empty: undefined,
} as const;

function npiDoubt(text: string): FindingKind | undefined {
  return npiDoubts[readNpi(text).kind];
}

function hasLostDigits(text: string): boolean {
  return readScientific(toPlainDigits(text)) === "lost";
}
