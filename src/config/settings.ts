import type { ZodType, z as zod } from "zod";

/** Everything that can be configured, with its value settled. */
export interface Settings {
  /** Folder, one .db file or a source file; absolute unless it is a URL. */
  registry: string;
  service: string | undefined;
  /** Absolute. The key itself is no setting: it is shown nowhere. */
  api_key_file: string | undefined;
  ledger: string;
  /** Absolute; the ledger's secret, beside the ledger unless it is said. */
  ledger_key_file: string;
  /** What becomes of public records of somebody who is deleted (rights.md X8). */
  public_records: "erase" | "keep-suppressed";
  fields: string | undefined;
  /** Behind each profile column three that say where its value is from. */
  with_provenance: boolean;
  /** An age (`180d`) or an ISO day; older contacts are left out. */
  fresh_within: string | undefined;
  phone_format: "digits" | "e164" | "national";
  min_confidence: number;
  /** Instead of `min_confidence`: share of right ones wanted among the rows that are `matched`. */
  target_precision: number | undefined;
  batch_size: number;
  concurrency: number;
  /** Leads asked at most, an estimate's among them where the service is elsewhere. */
  max_requests: number | undefined;
  /** Lead field → column. */
  map: Readonly<Record<string, string>>;
  /** A saved mapping; what `map` says beats it. */
  map_file: string | undefined;
  delimiter: "," | ";" | "\t" | "|" | undefined;
  /** `iso-8859-1` is read as `windows-1252`, which has the same characters and more. */
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "iso-8859-1" | undefined;
  /** Physical line of a text, or row of a workbook's sheet, with the names of the columns. */
  header_row: number | undefined;
  format: "csv" | "xlsx" | "ndjson" | undefined;
  raw: boolean;
  /** Name of a workbook's sheet. */
  sheet: string | undefined;
  name_order: "first_last" | "last_first" | "mixed" | undefined;
  name_columns: "as_named" | "swapped" | "full_in_first" | "full_in_last" | undefined;
  prior: number | undefined;
  /** `california`, `weekdays`, or absolute: a file with days on which a business is closed. */
  business_calendar: string;
  /** Folder with letters of the business's own, which take the place of ours. */
  letters: string | undefined;
  /** How sure it has to be who asks for a deletion or a correction. */
  change_degree: "reasonable" | "high";
  /** Whether an export to its person tells NPI and license numbers (rights.md section 8). */
  rights_npi: "disclose" | "withhold";
  /** What may not hold of a run of `enrich` or `refresh`. */
  fail_if: readonly string[];
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  /** How stderr tells how far a run is. */
  progress: "auto" | "plain" | "json" | "none";
  no_input: boolean;
  yes: boolean;
  no_color: boolean;
}

export type SettingName = keyof Settings;

interface Setting {
  /** How a text from a flag or variable is read. */
  read: "text" | "number" | "boolean" | "json";
  /** Completes the sentence `"key" must be …`. */
  expected: string;
  /** Relative ones are read from the folder of the file that names them. */
  path?: true;
  /** Values that are no paths, where others are. */
  words?: readonly string[];
  /** Only for one run: a file may not say it for good. */
  notInFiles?: true;
  schema: (z: typeof zod) => ZodType;
}

const delimiters: Readonly<Record<string, string>> = { tab: "\t", "\\t": "\t" };
/** Other names of encodings, without signs: `UTF8`, `Windows1252`, `ISO_8859-1`. */
const encodings: Readonly<Record<string, string>> = {
  utf8: "utf-8",
  utf8sig: "utf-8",
  utf16le: "utf-16le",
  utf16be: "utf-16be",
  windows1252: "windows-1252",
  win1252: "windows-1252",
  cp1252: "windows-1252",
  iso88591: "iso-8859-1",
  latin1: "iso-8859-1",
};

/** zod comes as an argument, so that `--help` never loads it. */
export const settings: Readonly<Record<SettingName, Setting>> = {
  registry: { read: "text", expected: "a path or URL", path: true, schema: text },
  service: { read: "text", expected: "a URL", schema: text },
  api_key_file: { read: "text", expected: "a path", path: true, schema: text },
  ledger: { read: "text", expected: "a path or URL", path: true, schema: text },
  ledger_key_file: { read: "text", expected: "a path", path: true, schema: text },
  public_records: {
    read: "text",
    expected: "one of erase, keep-suppressed",
    schema: (z) => z.enum(["erase", "keep-suppressed"]),
  },
  fields: {
    read: "text",
    expected: "names separated by commas, or a list of names",
    schema: (z) => z.union([text(z), z.array(text(z)).transform((names) => names.join(","))]),
  },
  with_provenance: flag(),
  fresh_within: {
    read: "text",
    expected: "an age such as 180d, 26w or 12h, or a day as 2026-06-30",
    schema: (z) =>
      z
        .string()
        .regex(/^(?:[1-9]\d{0,4}[hdw]|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))$/),
  },
  phone_format: {
    read: "text",
    expected: "one of digits, e164, national",
    schema: (z) => z.enum(["digits", "e164", "national"]),
  },
  min_confidence: {
    read: "number",
    expected: "a number from 0 to 1",
    schema: (z) => z.number().min(0).max(1),
  },
  target_precision: {
    read: "number",
    expected: "a number between 0 and 1, e.g. 0.995",
    schema: (z) => z.number().gt(0).lt(1),
  },
  batch_size: {
    read: "number",
    expected: "a whole number from 1 to 1000",
    schema: (z) => z.int().min(1).max(1000),
  },
  concurrency: {
    read: "number",
    expected: "a whole number from 1 to 64",
    schema: (z) => z.int().min(1).max(64),
  },
  max_requests: {
    read: "number",
    expected: "a whole number from 0 on",
    schema: (z) => z.int().min(0),
  },
  map: {
    read: "json",
    expected: 'an object of lead field and column, e.g. {"npi": "NPI Number"}',
    schema: (z) => z.record(text(z), z.string()),
  },
  map_file: { read: "text", expected: "a path", path: true, schema: text },
  delimiter: {
    read: "text",
    expected: 'one of "," ";" "|" "tab"',
    schema: (z) =>
      z
        .string()
        .transform((given) => delimiters[given] ?? given)
        .pipe(z.enum([",", ";", "\t", "|"])),
  },
  encoding: {
    read: "text",
    expected: "one of utf-8, utf-16le, utf-16be, windows-1252 (or latin1, read as the same)",
    schema: (z) =>
      z
        .string()
        .transform((given) => encodings[given.toLowerCase().replace(/[^a-z0-9]/g, "")] ?? given)
        .pipe(z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"])),
  },
  header_row: {
    read: "number",
    expected: "a whole number from 1 on: the line with the names of the columns",
    schema: (z) => z.int().min(1).max(1_048_576),
  },
  format: {
    read: "text",
    expected: "one of csv, xlsx, ndjson",
    schema: (z) => z.enum(["csv", "xlsx", "ndjson"]),
  },
  raw: flag(),
  sheet: { read: "text", expected: "the name of a sheet", schema: text },
  name_order: {
    read: "text",
    expected: "one of first_last, last_first, mixed",
    schema: (z) => z.enum(["first_last", "last_first", "mixed"]),
  },
  name_columns: {
    read: "text",
    expected: "one of as_named, swapped, full_in_first, full_in_last",
    schema: (z) => z.enum(["as_named", "swapped", "full_in_first", "full_in_last"]),
  },
  prior: {
    read: "number",
    expected: "a number from 0.05 to 0.97",
    schema: (z) => z.number().min(0.05).max(0.97),
  },
  business_calendar: {
    read: "text",
    expected: "california, weekdays, or a file with days on which you are closed",
    path: true,
    words: ["california", "weekdays"],
    schema: text,
  },
  letters: { read: "text", expected: "a path", path: true, schema: text },
  change_degree: {
    read: "text",
    expected: "one of reasonable, high",
    schema: (z) => z.enum(["reasonable", "high"]),
  },
  rights_npi: {
    read: "text",
    expected: "one of disclose, withhold",
    schema: (z) => z.enum(["disclose", "withhold"]),
  },
  fail_if: {
    read: "text",
    expected: 'a gate such as "match_rate < 90%", or a list of gates',
    schema: (z) => z.union([text(z).transform((gate) => [gate]), z.array(text(z))]),
  },
  json: flag({ notInFiles: true }),
  quiet: flag(),
  verbose: flag(),
  progress: {
    read: "text",
    expected: "one of auto, plain, json, none",
    schema: (z) => z.enum(["auto", "plain", "json", "none"]),
  },
  no_input: flag(),
  yes: flag({ notInFiles: true }),
  no_color: flag(),
};

export const settingNames = Object.keys(settings) as SettingName[];

/** `min_confidence` → `HEARTBEAT_MIN_CONFIDENCE`. */
export function variableOf(name: SettingName): string {
  return `HEARTBEAT_${name.toUpperCase()}`;
}

/** `min_confidence` → `--min-confidence`. */
export function flagOf(name: SettingName): string {
  return `--${name.replaceAll("_", "-")}`;
}

function text(z: typeof zod): ZodType<string> {
  return z.string().min(1);
}

function flag(extra: { notInFiles?: true } = {}): Setting {
  return { read: "boolean", expected: "true or false", schema: (z) => z.boolean(), ...extra };
}
