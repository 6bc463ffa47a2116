import type { SheetValue } from "../table.ts";
import { type FormatMeaning, readNumberFormat } from "./number-format.ts";
import { isoText, keptSerialText } from "./serial-date.ts";

/** What a cell says as text, the same everywhere: in matching, in hashes, in a CSV output. */
export function cellToText({ value, format }: SheetValue): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return isoText(value);
  return numberText(value, format === undefined ? { kind: "number" } : readNumberFormat(format));
}

/** Plain digits for whole numbers, with the zeros that the format shows; else the shortest form. */
function numberText(value: number, { kind, zeros }: FormatMeaning): string {
  const asTime = keptSerialText(value, kind);
  if (asTime !== undefined) return asTime;
  if (zeros !== undefined && Number.isSafeInteger(value) && value >= 0) return pad(value, zeros);
  return Object.is(value, -0) ? "0" : String(value);
}

/** `02139` of 2139 under `00000`; more digits than zeros go to the front, as in Excel. */
function pad(value: number, zeros: string): string {
  const places = zeros.replaceAll("-", "").length;
  const digits = String(value).padStart(places, "0");
  let at = digits.length - places;
  const front = digits.slice(0, at);
  return front + zeros.replace(/0/g, () => digits[at++] as string);
}
