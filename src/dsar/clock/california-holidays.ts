import { daysAfter, weekdayOf } from "./calendar-days.ts";

const sunday = 0;
const monday = 1;
const thursday = 4;
const saturday = 6;

/** Days of the month on which California's offices are closed whatever day of the week it is. */
const fixed = ["01-01", "03-31", "07-04", "11-11", "12-25"] as const;

/**
 * The days of a year on which California's state offices are closed (Gov. Code §19853): one that falls
 * on a Sunday is kept on the Monday after it; of those that fall on a Saturday only Veterans Day is
 * kept, on the Friday before. Days that employees may choose for themselves close no office.
 */
export function californiaHolidays(year: number): ReadonlySet<string> {
  const thanksgiving = nthWeekday(year, 11, thursday, 4);
  return new Set([
    ...fixed.map((date) => observed(`${fourDigits(year)}-${date}`)),
    nthWeekday(year, 1, monday, 3),
    nthWeekday(year, 2, monday, 3),
    lastMondayOfMay(year),
    nthWeekday(year, 9, monday, 1),
    ...[thanksgiving, daysAfter(thanksgiving, 1)],
  ]);
}

function observed(day: string): string {
  if (weekdayOf(day) === sunday) return daysAfter(day, 1);
  const isVeteransDay = day.endsWith("-11-11");
  return isVeteransDay && weekdayOf(day) === saturday ? daysAfter(day, -1) : day;
}

/** @param nth 1 for the first in the month */
function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = `${fourDigits(year)}-${String(month).padStart(2, "0")}-01`;
  const ahead = (weekday - weekdayOf(first) + 7) % 7;
  return daysAfter(first, ahead + 7 * (nth - 1));
}

function lastMondayOfMay(year: number): string {
  const last = `${fourDigits(year)}-05-31`;
  return daysAfter(last, -((weekdayOf(last) - monday + 7) % 7));
}

function fourDigits(year: number): string {
  return String(year).padStart(4, "0");
}
