import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Config } from "../../config.ts";
import { nameOfFile } from "../../contacts/source-terms.ts";
import { knownCalendars } from "../../dsar/clock/business-calendar.ts";
import { systemErrorCode, UsageError } from "../../model/errors.ts";
import { readDay } from "../../normalize/contacts/read-cells.ts";

/** By which calendar the clocks of a new request run, and what it is called in the ledger. */
interface ChosenCalendar {
  calendar: string;
  /** Of a business's own: on which it is closed from Monday to Friday. */
  daysOff: readonly string[];
}

/** The one that is configured; a file has a day a line, and `#` before what is a remark. */
export async function readBusinessCalendar({ settings }: Config): Promise<ChosenCalendar> {
  const { business_calendar: chosen } = settings;
  if (isKnown(chosen)) return { calendar: chosen, daysOff: [] };
  const text = await readFile(chosen, "utf8").catch((error: unknown) => {
    throw new UsageError(
      "calendar_unreadable",
      `The business calendar ${chosen} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
      "Say california, weekdays, or a file with a day a line on which you are closed.",
    );
  });
  const days = text.split(/\r?\n/).flatMap((line, i) => dayOf(line, i + 1, chosen));
  return { calendar: nameOf(chosen), daysOff: [...new Set(days)].sort() };
}

/** A file may not pass for a calendar that everybody knows. */
function nameOf(file: string): string {
  const name = nameOfFile(basename(file));
  if (name !== "" && !isKnown(name)) return name;
  throw new UsageError(
    "calendar_name",
    "The file of the business calendar has a name that cannot be its own.",
    "Call it by whose it is: acme-2026.txt",
  );
}

function isKnown(name: string): boolean {
  return knownCalendars.some((calendar) => calendar.name === name);
}

function dayOf(line: string, number: number, file: string): string[] {
  const said = line.replace(/#.*/, "").trim();
  if (said === "") return [];
  if (/^\d{4}-\d{2}-\d{2}$/.test(said) && readDay(said) === said) return [said];
  throw new UsageError(
    "calendar_invalid",
    `${file}, line ${number}: this is no day.`,
    "Write days as 2026-12-24, one a line.",
  );
}
