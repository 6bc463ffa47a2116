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
