import { cleanCell } from "../../normalize/cells/clean-cell.ts";
import { toPlainDigits } from "../../normalize/cells/digits.ts";
import { isDateText } from "../../normalize/cells/eaten-date.ts";
import { decodeEscapes } from "../../normalize/cells/escaped-characters.ts";
import { withoutInvisible } from "../../normalize/cells/invisible.ts";
import { hasLostCharacters, isErrorValue, isHashMarks } from "../../normalize/cells/lost-text.ts";
import { rereadCell } from "../../normalize/cells/misread-text.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";
import { toZip5 } from "../../normalize/places/place.ts";
import type { LeadField } from "../../table/columns/lead-field.ts";

/** What a cell needed before it could be read, none of it losing anything. */
type RepairKind = keyof typeof repairWords;

/** One of a kind, and several. */
export const repairWords = {
  zip_leading_zero: ["ZIP without its leading zero", "ZIPs without their leading zero"],
  zip_decimal: ["ZIP written as a decimal", "ZIPs written as decimals"],
  npi_decimal: ["NPI written as a decimal", "NPIs written as decimals"],
  npi_grouped: ["NPI with separators", "NPIs with separators"],
  npi_exponent: ["NPI in scientific notation", "NPIs in scientific notation"],
  phone_decimal: ["phone number written as a decimal", "phone numbers written as decimals"],
  phone_exponent: ["phone number in scientific notation", "phone numbers in scientific notation"],
  license_decimal: ["license written as a decimal", "licenses written as decimals"],
  escaped_characters: ["cell with an escape (_x000D_)", "cells with escapes (_x000D_)"],
  invisible_characters: ["cell with invisible characters", "cells with invisible characters"],
  odd_spaces: ["cell with no-break spaces", "cells with no-break spaces"],
  curly_quotes: ["cell with curly quotes", "cells with curly quotes"],
  misread_text: ["cell with misread letters", "cells with misread letters"],
  leading_apostrophe: ["cell with an apostrophe in front", "cells with an apostrophe in front"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** What cannot be repaired: such a cell is read as empty, or its name as it is left. */
type LossKind = keyof typeof lossWords;

export const lossWords = {
  error_value: ["formula error", "formula errors"],
  hash_marks: ["cell full of #", "cells full of #"],
  eaten_date: ["date where none belongs", "dates where none belong"],
  lost_characters: ["cell with lost letters", "cells with lost letters"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type DamageKind = RepairKind | LossKind;

const none: readonly DamageKind[] = [];
const odd = /[^!-~ \r\n\t\u00c0-\u00ff]|_x00|^\s*['#]|^\s*err:/i;

/** What spreadsheets and wrong encodings have done to a cell, of whatever column. */
export function textDamage(cell: string): readonly DamageKind[] {
  if (!odd.test(cell)) return none;
  const found: DamageKind[] = [];
  const decoded = decodeEscapes(cell);
  if (decoded !== cell) found.push("escaped_characters");
  const text = rereadCell(decoded);
  if (text !== decoded) found.push("misread_text");
  const seen = withoutInvisible(text);
  // A control character that was an escape is told already.
  if (seen !== text && withoutInvisible(cell) !== cell) found.push("invisible_characters");
  if (/[^\S \t\r\n\v\f]/.test(seen)) found.push("odd_spaces");
  if (/[\u2018-\u201f]/.test(seen)) found.push("curly_quotes");
  const plain = seen.trim();
  if (plain.startsWith("'") && !cleanCell(cell).startsWith("'")) found.push("leading_apostrophe");
  if (isErrorValue(plain)) found.push("error_value");
  if (isHashMarks(plain)) found.push("hash_marks");
  if (hasLostCharacters(plain)) found.push("lost_characters");
  return found;
}

/** The same, and what its field says about a number or a date; `state` is the row's. */
export function cellDamage(field: LeadField, cell: string, state: string): readonly DamageKind[] {
  if (cell === "") return none;
  const damage = textDamage(cell);
  const more = fieldDamage(field, cell, state);
  return more.length === 0 ? damage : [...damage, ...more];
}

function fieldDamage(field: LeadField, cell: string, state: string): readonly DamageKind[] {
  switch (field) {
    case "npi":
      return /^\d{10}$/.test(cell) ? none : npiDamage(toPlainDigits(cell));
    case "zip":
      return /^\d{5}(?:-?\d{4})?$/.test(cell) ? none : zipDamage(toPlainDigits(cell), state);
    case "phone":
      return /\.0+\W*$|e\+?\d/i.test(cell) ? phoneDamage(toPlainDigits(cell)) : none;
    case "license_number":
      if (/^\d+\.0$/.test(toPlainDigits(cell))) return ["license_decimal"];
      return dateDamage(cell);
    case "graduation_year":
    case "email":
      return none;
    default:
      return dateDamage(cell);
  }
}

function dateDamage(cell: string): readonly DamageKind[] {
  return isDateText(cell.trim()) ? ["eaten_date"] : none;
}

function npiDamage(text: string): readonly DamageKind[] {
  if (readNpi(text).kind !== "valid") return dateDamage(text);
  if (/\de\+?\d/i.test(text)) return ["npi_exponent"];
  if (/\d\.0*$/.test(text)) return ["npi_decimal"];
  return /\d[,.' -]\d/.test(text) ? ["npi_grouped"] : none;
}

function zipDamage(text: string, state: string): readonly DamageKind[] {
  const zip = toZip5(text, state);
  if (zip === "") return dateDamage(text);
  const found: DamageKind[] = [];
  if (/\d\.0*$|\de\+?\d/i.test(text)) found.push("zip_decimal");
  // A ZIP+4 that was cut short begins with the whole ZIP.
  if (!text.startsWith(zip) && zip.startsWith("0")) found.push("zip_leading_zero");
  return found;
}

function phoneDamage(text: string): readonly DamageKind[] {
  if (toPhone(text) === "") return none;
  return [/\de\+?\d/i.test(text) ? "phone_exponent" : "phone_decimal"];
}
