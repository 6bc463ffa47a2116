import { toPhone } from "../phone.ts";

/**
 * E-mail addresses in a cell, lower case. Nothing is refused that may have been written to: an
 * outcome is kept also for an address that an import would not take.
 */
export function emailsIn(cell: string): string[] {
  const found = cell.toLowerCase().match(/[^\s<>()[\]",;|]+@[^\s<>()[\]",;|@]+/g) ?? [];
  return [...new Set(found.map((text) => text.replace(/^mailto:/, "").replace(/[.:]+$/, "")))];
}

/** The number in a cell as ten digits, also one that an import would not take; "" for none. */
export function numberIn(cell: string): string {
  const phone = toPhone(cell);
  if (phone !== "") return phone;
  const digits = cell.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  return /^\d{10}$/.test(digits) ? digits : "";
}
