import type { FormatMeaning } from "./number-format.ts";

const dayMs = 86_400_000;
/** Serial numbers of 1970-01-01. */
const epoch1900 = 25_569;
const epoch1904 = 24_107;
/** Excel believes that 1900 was a leap year: below this, its days are one off, and 60 is none. */
const firstSoundSerial = 61;
const year10000Ms = Date.UTC(10_000, 0, 1);

/**
 * The date behind a serial number, its date and time in UTC parts. Undefined where the number is
 * better kept: a time without a day, Excel's days before 1900-03-01, what is no date at all.
 */
export function dateOfSerial(
  serial: number,
  kind: FormatMeaning["kind"],
  date1904: boolean,
): Date | undefined {
  if (kind !== "date" && kind !== "time") return undefined;
  if (serial < 0 || (kind === "time" && serial < 1)) return undefined;
  if (!date1904 && serial < firstSoundSerial) return undefined;
  const ms = Math.round((serial - (date1904 ? epoch1904 : epoch1900)) * dayMs);
  return ms < year10000Ms ? new Date(ms) : undefined;
}

/** The serial number of a date's UTC parts, counted from 1900; NaN for no date. */
export function serialOfDate(date: Date): number {
  return epoch1900 + date.getTime() / dayMs;
}

/** ISO; without the time at midnight. */
export function isoText(date: Date): string {
  const iso = date.toISOString();
  const ms = iso.slice(19, 23);
  const time = iso.slice(11, 19) + (ms === ".000" ? "" : ms);
  return time === "00:00:00" ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${time}`;
}

/**
 * The text of a number that `dateOfSerial` kept, as Excel shows it: `09:30:00`, `26:15:00`,
 * `1900-02-29` for its day that never was. Undefined where it shows none.
 */
export function keptSerialText(serial: number, kind: FormatMeaning["kind"]): string | undefined {
  if (kind === "number" || kind === "text" || serial < 0) return undefined;
  if (kind !== "date") return clockText(serial);
  if (serial < 1 || serial >= firstSoundSerial) return undefined;
  const day = Math.floor(serial);
  const date = new Date((day - epoch1900 + 1) * dayMs).toISOString().slice(0, 10);
  const clock = serial === day ? "" : `T${clockText(serial - day)}`;
  return `${day === 60 ? "1900-02-29" : date}${clock}`;
}

function clockText(days: number): string {
  const ms = Math.round(days * dayMs);
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const rest = ms % 1000 === 0 ? "" : `.${String(ms % 1000).padStart(3, "0")}`;
  return parts.map((part) => String(part).padStart(2, "0")).join(":") + rest;
}

const isoDate = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z?)?$/;

/** A cell that holds its date as ISO text; undefined where that is none. */
export function dateOfIso(text: string): Date | undefined {
  const [, day, time = "00:00"] = isoDate.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const date = new Date(`${day}T${time}Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? undefined : date;
}
