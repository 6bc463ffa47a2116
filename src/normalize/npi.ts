import { toPlainDigits } from "./cells/digits.ts";
import { readScientific } from "./cells/scientific-number.ts";

/** What a cell of an NPI column holds. */
export type NpiReading =
  | { kind: "valid"; npi: string }
  /** Ten digits that begin like an NPI and fail the check digit; never repaired. */
  | { kind: "check_digit" }
  | { kind: "malformed" }
  /** A number in scientific notation that has lost digits. */
  | { kind: "scientific" }
  | { kind: "empty" };

const npiPattern = /^[12]\d{9}$/;

/** Whether ten digits are an NPI: the first 1 or 2, and the Luhn sum over `80840` + NPI. */
export function isNpi(text: string): boolean {
  if (!npiPattern.test(text)) return false;
  let sum = 24; // what the prefix 80840 adds
  for (let i = 0; i < 9; i++) {
    let digit = text.charCodeAt(i) - 48;
    if (i % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return (10 - (sum % 10)) % 10 === text.charCodeAt(9) - 48;
}

/**
 * Reads a cell as lists hold it: with spaces, hyphens, a label, thousands separators, the `.0` of a
 * float, or in scientific notation as long as no digit is lost.
 */
export function readNpi(cell: string): NpiReading {
  const text = toPlainDigits(cell).replace(/^npi\b[\s:#.-]*/i, "");
  if (isPlaceholder(text)) return { kind: "empty" };
  const digits = readScientific(text) ?? plainDigits(text);
  if (digits === "lost") return { kind: "scientific" };
  if (isNpi(digits)) return { kind: "valid", npi: digits };
  return { kind: npiPattern.test(digits) ? "check_digit" : "malformed" };
}

function isPlaceholder(text: string): boolean {
  return /^(?:[\W_]*|0+(?:\.0*)?|n\/?a|none|null|nil|nan|unknown|tbd|<unavail>)$/i.test(text);
}

function plainDigits(text: string): string {
  const whole = text.replace(/\.0*$/, "");
  const grouped = /^\d{1,3}([,.' ])\d{3}(?:\1\d{3})+$/.test(whole);
  return whole.replace(grouped ? /\D/g : /[\s-]/g, "");
}
