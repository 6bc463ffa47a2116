import { toPlainDigits } from "./cells/digits.ts";
import { readScientific } from "./cells/scientific-number.ts";

const phonePattern = /^[2-9]\d{2}[2-9]\d{6}$/;
/** One digit all through, or seven times after the area code: what fills a required field. */
const junkPattern = /^(?:(\d)\1{9}|\d{3}(\d)\2{6})$/;

/**
 * A US telephone number as ten digits, or "" when there is none. A country code and an extension
 * are dropped; of several numbers in a cell the first counts. Scientific notation is read as long
 * as no digit is lost.
 */
export function toPhone(text: string): string {
  if (phonePattern.test(text)) return junkPattern.test(text) ? "" : text;
  const plain = toPlainDigits(text).replace(/\.0+$/, "");
  const whole = tenDigits(readScientific(plain) ?? plain);
  if (whole !== "" || !/[,;/|]|\bor\b/i.test(plain)) return whole;
  for (const part of plain.split(/[,;/|]|\bor\b/i)) {
    const phone = tenDigits(part);
    if (phone !== "") return phone;
  }
  return "";
}

function tenDigits(text: string): string {
  const digits = text.replace(/\s*(?:x|ext\.?|extension|#)\s*:?\s*\d*\s*$/i, "").replace(/\D/g, "");
  const phone = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  return phonePattern.test(phone) && !junkPattern.test(phone) ? phone : "";
}
