import { toPlainDigits } from "./cells/digits.ts";
import { toState } from "./places/place.ts";

/**
 * A licence number as capitals and digits without leading zeros; "" for placeholders: words without
 * a digit (NONE, PENDING), masks (`$$$$$$`, `99999`), numbers that a spreadsheet has rounded.
 */
export function toLicenseNumber(text: string): string {
  const plain = toPlainDigits(text)
    .toUpperCase()
    .replace(/^(?:LIC(?:EN[CS]E)?|NO|NUMBER|NUM)\b[\s.:#]*(?=.*\d)/, "")
    .replace(/^(\d+)\.0$/, "$1");
  if (/^\d(?:\.\d+)?E\+\d+$/.test(plain)) return "";
  const number = plain.replace(/[^A-Z0-9]+/g, "").replace(/^0+/, "");
  if (number.length < 3 || !/\d/.test(number) || /^(\d)\1{4,}$/.test(number)) return "";
  return number;
}

/**
 * The keys under which a licence is filed and sought: `TX:MD12345`, and `TX:12345` when a short
 * profession prefix stands before the digits. None without a usable number and state.
 */
export function licenseKeys(number: string, state: string): string[] {
  const license = toLicenseNumber(number);
  const code = toState(state);
  if (license === "" || code === "") return [];
  const keys = [`${code}:${license}`];
  const digits = /^[A-Z]{1,4}0*([1-9]\d{3,})$/.exec(license)?.[1];
  if (digits !== undefined) keys.push(`${code}:${digits}`);
  return keys;
}
