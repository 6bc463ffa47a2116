import { toPhone } from "../phone.ts";
import { toState, toZip5 } from "../places/place.ts";

/**
 * What the cells of NPPES files and of the copies people pass around mean
 * (facts: data.md sections 0, 1.4, 12). Every function answers "" for "nothing there".
 */

const NINE = 57;
const ONE = 49;

/** The cell without padding; masks and placeholders count as empty. */
export function toText(cell: string): string {
  if (cell === "") return "";
  const text = cell.trim();
  const first = text.charCodeAt(0);
  if ((first >= ONE && first <= NINE) || (first >= 65 && first <= 90)) return text;
  return isPlaceholder(text) ? "" : text;
}

/** `<UNAVAIL>`, a run of one punctuation mark such as `--` or `$$$$$$$$$`, `0000000000`. */
function isPlaceholder(text: string): boolean {
  return (
    text.toUpperCase() === "<UNAVAIL>" ||
    /^([^\p{L}\p{N}])\1*$/u.test(text) ||
    /^0{8,}(\.0)?$/.test(text)
  );
}

/** A number that a spreadsheet or data frame made a float: `1.0` → `1`. Other texts stay. */
export function toWhole(cell: string): string {
  const text = toText(cell);
  return text.endsWith(".0") && /^\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}

/**
 * ISO date of `MM/DD/YYYY`, `M/D/YY` or `YYYY-MM-DD`. A year of two digits is of this century
 * up to 69: NPIs exist since 2005, so nothing older than that can be meant.
 */
export function toIsoDate(cell: string): string {
  const text = toText(cell);
  if (text === "") return "";
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?: |$)/.exec(text);
  if (american) {
    const [, month = "", day = "", year = ""] = american;
    return isoDate(year.length === 4 ? year : `${Number(year) < 70 ? 20 : 19}${year}`, month, day);
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]|$)/.exec(text);
  return iso ? isoDate(iso[1] ?? "", iso[2] ?? "", iso[3] ?? "") : "";
}

function isoDate(year: string, month: string, day: string): string {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const inRange = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1;
  if (!inRange || Number(day) > last) return "";
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Country column: `US` also for domestic rows; blank there means domestic too. */
function isDomestic(country: string): boolean {
  return country === "" || country === "US";
}

/** Two letters for US states and territories also when written out; else as it stands. */
export function toStateText(cell: string, country: string): string {
  const text = toText(cell);
  if (text === "" || !isDomestic(country)) return text;
  return toState(text) || text;
}

/**
 * Five or nine digits for US addresses. Lost leading zeros come back only where the state has
 * such ZIPs (`toZip5` knows); other codes stay as they are.
 */
export function toZipText(cell: string, state: string, country: string): string {
  const text = toWhole(cell);
  if (text === "" || !isDomestic(country)) return text;
  const digits = text.replace(/^(\d{5})-(\d{4})$/, "$1$2");
  if (/^(\d{5}|\d{9})$/.test(digits)) return digits;
  if (!/^(\d{3,4}|\d{7,8})$/.test(digits)) return text;
  const plusFour = digits.length > 4 ? digits.slice(-4) : "";
  const restored = digits.slice(0, digits.length - plusFour.length).padStart(5, "0");
  return state !== "" && toZip5(digits, state) === restored ? restored + plusFour : text;
}

/** Ten digits for US numbers. What is shorter than any telephone number is not kept. */
export function toPhoneText(cell: string, country: string): string {
  const text = toWhole(cell);
  if (text === "") return "";
  const phone = isDomestic(country) ? toPhone(text) : "";
  if (phone !== "") return phone;
  return text.replaceAll(/\D/g, "").length >= 7 ? text : "";
}
