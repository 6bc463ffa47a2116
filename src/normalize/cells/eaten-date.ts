const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)";
const named = new RegExp(`^(?:\\d{1,2}-${month}(?:-(?:\\d\\d|\\d{4}))?|${month}-\\d\\d)$`);
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?$/;
const numeric = /^(\d{1,2})([/.])(\d{1,2})\2(?:19|20)\d\d(?: 0?0:00(?::00)?)?$/;

/**
 * A date as spreadsheets write it, such as they make of `3-4` (`4-Mar`, `2024-03-04`) or `MAR 4`.
 * Whether a date makes no sense there is for the caller to know.
 */
export function isDateText(text: string): boolean {
  const first = text.charCodeAt(0);
  // Hardly a cell gets beyond this line.
  if (text.length < 5 || text.length > 23 || !(first < 58 || (first > 64 && first < 84))) {
    return false;
  }
  if (named.test(text)) return true;
  const years = iso.exec(text);
  if (years !== null) return isDay(years[2], years[3]) && /^(?:19|20)/.test(text);
  const days = numeric.exec(text);
  return days !== null && (isDay(days[1], days[3]) || isDay(days[3], days[1]));
}

function isDay(month = "", day = ""): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}
