import type { SheetValue } from "../table.ts";
import { escapeText } from "./escape-text.ts";
import { serialOfDate } from "./serial-date.ts";

/** Numbers of a workbook's styles, by number format. */
export type StyleOf = (format: string) => number;

/** The day after 31 December 9999, Excel's last. */
const lastDay = 2_958_466;

/** What a spreadsheet reads anew when the cell is edited: numbers, dates, formulas, TRUE. */
const readAnew = /^\s*([=+\-@＝＋－＠(.$€£\d]|true\s*$|false\s*$)/i;

/** Such a text keeps the format Text, so that it stays the text it is. */
const textFormat = "@";

/** A text cell; "" is none. Whatever it begins with, it is never a formula. */
export function textCell(address: string, text: string, styleOf: StyleOf, format?: string): string {
  if (text === "") return "";
  return inlineString(address, text, styleOf(format ?? (readAnew.test(text) ? textFormat : "")));
}

/** A text cell in a style of its own. */
export function inlineString(address: string, text: string, style: number): string {
  const { xml, escaped, preserve } = escapeText(text);
  const t = `<t${preserve ? ' xml:space="preserve"' : ""}>${xml}</t>`;
  return `<c r="${address}"${styled(style)} t="inlineStr"><is>${escaped ? `<r>${t}</r>` : t}</is></c>`;
}

/** A number, for what is sorted and filtered by size. */
export function numberCell(address: string, value: number, style: number): string {
  return `<c r="${address}"${styled(style)}><v>${value}</v></c>`;
}

/**
 * A cell of a workbook as it was stored: its type and its number format stay. What no workbook can
 * hold as a number or date becomes the text `fallback`.
 */
export function storedCell(
  address: string,
  { value, format }: SheetValue,
  fallback: string,
  styleOf: StyleOf,
): string {
  if (value === null) return "";
  if (typeof value === "string") return textCell(address, value, styleOf, format);
  if (typeof value === "boolean")
    return `<c r="${address}"${styled(styleOf(format ?? ""))} t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return textCell(address, fallback, styleOf);
    return numberCell(address, value, styleOf(format ?? ""));
  }
  const day = serialOfDate(value);
  if (!(day >= 0 && day < lastDay)) return textCell(address, fallback, styleOf);
  const known = format ?? (Number.isInteger(day) ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm:ss");
  return numberCell(address, day, styleOf(known));
}

/** An error value (`#N/A`) as the error that it was: a formula is not written for it. */
export function errorCell(address: string, value: string, style: number): string {
  return `<c r="${address}"${styled(style)} t="e"><v>${escapeText(value).xml}</v></c>`;
}

function styled(style: number): string {
  return style === 0 ? "" : ` s="${style}"`;
}
