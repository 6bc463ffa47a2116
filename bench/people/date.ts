import type { Random } from "./random.ts";

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day between the first of January of `from` and the last of December of `to`, `MM/DD/YYYY`. */
export function dateBetween(from: number, to: number, random: Random): string {
  const month = random.below(12);
  const day = 1 + random.below(days[month] as number);
  const year = from + random.below(to - from + 1);
  return `${String(month + 1).padStart(2, "0")}/${String(day).padStart(2, "0")}/${year}`;
}

/** The year of a `MM/DD/YYYY` date. */
export function yearOf(date: string): number {
  return Number(date.slice(6));
}
