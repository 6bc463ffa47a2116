import { UsageError } from "../model/errors.ts";
import { readDay } from "../normalize/contacts/read-cells.ts";

/** What is said of a list of contacts as a whole. */
export interface SourceTerms {
  /** One in a registry. */
  name: string;
  /** ISO day, of every row that names none of its own. */
  as_of: string;
  priority: number;
}

/** What provenance calls other things. */
const reserved: ReadonlySet<string> = new Set(["nppes", "derived", "correction"]);
/** Until it is that day nowhere on earth, a day is in the future. */
const farthestEast = 14 * 60 * 60 * 1000;

/** A name as `--source` takes it: lower case, and fit for a column, a file and a command line. */
export function readSourceName(text: string): string {
  const name = text.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,39}$/.test(name)) {
    throw new UsageError(
      "source_name",
      "--source takes 1 to 40 letters, digits, dots, dashes and underscores, the first a letter or digit.",
      "For example: --source acme-2026",
    );
  }
  if (!reserved.has(name)) return name;
  throw new UsageError(
    "source_name",
    `--source ${name} is what heartbeat calls its own values.`,
    `Call the list by whom it comes from. Not free: ${[...reserved].join(", ")}.`,
  );
}

/** A file's name as such a name. */
export function nameOfFile(file: string): string {
  const stem = file.replace(/\.[^.]*$/, "").toLowerCase();
  return stem
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 40);
}

/** @param latest the last day that is not in the future: `latestDay` */
export function readAsOf(
  text: string,
  latest: string,
  { option, what } = { option: "--as-of", what: "the list was right" },
): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? readDay(text) : "";
  if (day === "") {
    throw new UsageError(
      "as_of",
      `${option} takes the day on which ${what}, as YYYY-MM-DD.`,
      `For example: ${option} 2026-01-15`,
    );
  }
  if (day <= latest) return day;
  throw new UsageError(
    "as_of_future",
    `${option} ${day} is in the future.`,
    `Say the day on which ${what}.`,
  );
}

export function readPriority(text: string): number {
  const priority = /^-?\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (priority >= -1000 && priority <= 1000) return priority;
  throw new UsageError(
    "source_priority",
    "--priority takes a whole number from -1000 to 1000; the higher one wins.",
    "Leave it away for 0.",
  );
}

/** The last ISO day that has begun anywhere. */
export function latestDay(now: Date): string {
  return new Date(now.getTime() + farthestEast).toISOString().slice(0, 10);
}
