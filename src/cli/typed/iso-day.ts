import { UsageError } from "../../model/errors.ts";

/** An option that takes a day. */
export function isoDay(text: string, option: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return text;
  throw new UsageError("date_invalid", `${option} is no day.`, "Write it as 2026-01-15.");
}
