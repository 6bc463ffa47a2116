import { cleanCell } from "../../normalize/cells/clean-cell.ts";
import { isDateText } from "../../normalize/cells/eaten-date.ts";
import { hasLostCharacters } from "../../normalize/cells/lost-text.ts";
import type { ColumnMapping, LeadField } from "../../table/columns/lead-field.ts";
import { isSsnText } from "../../table/columns/sensitive-columns.ts";

/** Fields that are still compared, letter by letter, with the name behind an identifier. */
const comparedNames: readonly LeadField[] = ["full_name", "first_name", "last_name"];

export function isComparedName(field: LeadField | undefined): boolean {
  return field !== undefined && comparedNames.includes(field);
}

/** Whether a cell, as `cleanCell` leaves it, holds what its field cannot mean, or nobody may see. */
export function isSpoilt(text: string, field: LeadField): boolean {
  if (hasLostCharacters(text)) return !isComparedName(field);
  // Whatever its column is called: a Social Security number never leaves.
  if (isSsnText(text)) return true;
  return field !== "graduation_year" && isDateText(text);
}

/** What happened to a name: letters of it are lost, or something else stands in its cell. */
export type NameDamage = "letters" | "replaced" | undefined;

const perhaps = /[#\ufffd\u00ef]|^\s*(?:\d|err:|')|-\d\d\s*$/i;

export function nameDamage(cells: readonly string[], mapping: ColumnMapping): NameDamage {
  let damage: NameDamage;
  for (const field of comparedNames) {
    const mapped = mapping[field];
    const cell = mapped === undefined ? "" : (cells[mapped.index] ?? "");
    if (!perhaps.test(cell)) continue;
    const text = cleanCell(cell);
    if (hasLostCharacters(text)) return "letters";
    if (/[#:]/.test(cell) ? text === "" : isDateText(text)) damage = "replaced";
  }
  return damage;
}
