import { toPlainDigits } from "./cells/digits.ts";

const earliest = 1940;
const latest = 2035;
const fullYear = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
const shortYear = /^(?:class of )?['\u2018\u2019](\d\d)$/i;

/**
 * The year in which somebody finished school, 0 when the text does not say one: `2012`, `05/2012`,
 * `2012-05-20`, `'12`. Of several (`2008-2012`) the last, for it is the one before the license.
 */
export function toGraduationYear(text: string): number {
  const short = shortYear.exec(text.trim())?.[1];
  if (short !== undefined) return inRange(Number(short) + (Number(short) <= 35 ? 2000 : 1900));
  const years = toPlainDigits(text).match(fullYear) ?? [];
  return Math.max(0, ...years.map((year) => inRange(Number(year))));
}

function inRange(year: number): number {
  return year >= earliest && year <= latest ? year : 0;
}
