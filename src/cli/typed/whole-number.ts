import { UsageError } from "../../model/errors.ts";

/** The number that an option was given; throws UsageError where it is no whole one of these. */
export function wholeNumber(option: string, typed: string, least: number, most = 1e15): number {
  const number = /^\d{1,15}$/.test(typed) ? Number(typed) : Number.NaN;
  if (number >= least && number <= most) return number;
  const end = most === 1e15 ? "on" : `to ${most}`;
  throw new UsageError("usage", `${option} takes a whole number from ${least} ${end}.`);
}
