import { daysAfter, weekdayOf } from "./calendar-days.ts";
import { californiaHolidays } from "./california-holidays.ts";

/** Which days are no business days; the law does not say it, so the calendar is named wherever it counts. */
export interface BusinessCalendar {
  name: string;
  isOff(day: string): boolean;
}

const isWeekend = (day: string) => weekdayOf(day) % 6 === 0;

const weekdays: BusinessCalendar = { name: "weekdays", isOff: isWeekend };

const california: BusinessCalendar = {
  name: "california",
  isOff: (day) => isWeekend(day) || californiaHolidays(Number(day.slice(0, 4))).has(day),
};

/** Those that need no file; the first is used where nothing is said. */
export const knownCalendars: readonly BusinessCalendar[] = [california, weekdays];

/**
 * @param daysOff of a business's own calendar: on which it is closed from Monday to Friday
 */
export function calendarOf(name: string, daysOff: readonly string[]): BusinessCalendar {
  const known = knownCalendars.find((calendar) => calendar.name === name);
  if (known !== undefined) return known;
  const off = new Set(daysOff);
  return { name, isOff: (day) => isWeekend(day) || off.has(day) };
}

/** The business day that many business days after a day, which is day 0 whatever day it is. */
export function businessDaysAfter(day: string, days: number, calendar: BusinessCalendar): string {
  let last = day;
  for (let left = days; left > 0; ) {
    last = daysAfter(last, 1);
    if (!calendar.isOff(last)) left--;
  }
  return last;
}
