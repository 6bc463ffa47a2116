const msOfDay = 24 * 60 * 60 * 1000;

/** The ISO day that many days after another; before it where there are less than none. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * msOfDay).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`, both ISO days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / msOfDay);
}

/** 0 on Sundays. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

/** The same day of a later month, or its last where it has none. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
