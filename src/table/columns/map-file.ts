import { z } from "zod";
import { UsageError } from "../../model/errors.ts";
import { type ColumnMapping, type LeadField, leadFields } from "./lead-field.ts";
import { columnReference, columnsNamed } from "./map-option.ts";

/** A saved mapping: header names only, nothing of a row. */
export interface MapFile {
  /** As `--map` names a column; "" leaves the field unmapped. */
  map: Partial<Record<LeadField, string>>;
  /** The header of the list it was saved from, in order; a hand-written file may leave it out. */
  columns?: readonly string[] | undefined;
}

const schema = z.strictObject({
  schema_version: z.literal(1),
  map: z.partialRecord(z.enum(leadFields), z.string()),
  columns: z.array(z.string()).optional(),
});

const expected: Readonly<Record<string, string>> = {
  schema_version: "must be 1",
  map: "must be an object of lead field and column",
  columns: "must be a list of header names",
};

/** @param file how messages name it. UsageError `map_file_invalid` names the key that is wrong. */
export function checkMapFile(value: unknown, file: string): MapFile {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const [key, field = unknown] = (issue?.path ?? []).map(String);
  if (key === "map" && field !== undefined) {
    throw invalid(
      leadFields.some((known) => known === field)
        ? `"map.${field}" in ${file} must be the name of a column, or "" for none.`
        : `"map.${field}" in ${file} is not a lead field.`,
    );
  }
  if (key !== undefined) throw invalid(`"${key}" in ${file} ${expected[key]}.`);
  throw invalid(
    unknown === undefined
      ? `${file} is not an object.`
      : `"${unknown}" in ${file} is no key of a mapping.`,
  );
}

function invalid(message: string): UsageError {
  return new UsageError(
    "map_file_invalid",
    message,
    `Expected e.g. {"schema_version": 1, "map": {"npi": "NPI Number"}}. Fields: ${leadFields.join(", ")}.`,
  );
}

export function mapFileText(
  mapping: ColumnMapping,
  leftOut: readonly LeadField[],
  columns: readonly string[],
): string {
  const map: MapFile["map"] = {};
  for (const field of leadFields) {
    const mapped = mapping[field];
    if (mapped !== undefined) map[field] = columnReference(mapped.index, columns);
    else if (leftOut.includes(field)) map[field] = "";
  }
  return `${JSON.stringify({ schema_version: 1, map, columns }, null, 2)}\n`;
}

/**
 * What the file says of a list with these columns, as `--map` would say it, and over it what `--map`
 * did say: also where it gives a column of the file's to another field. UsageError
 * `map_file_columns` names every column that the list lacks or has several times.
 */
export function overridesWithFile(
  { map, columns: saved }: MapFile,
  file: string,
  said: ReadonlyMap<LeadField, string>,
  columns: readonly string[],
): Map<LeadField, string> {
  const taken = new Set([...said.values()].flatMap((wanted) => columnsNamed(wanted, columns)));
  const overrides = new Map(said);
  const missing: string[] = [];
  for (const field of leadFields) {
    const wanted = map[field];
    if (wanted === undefined || said.has(field)) continue;
    const found = wanted === "" ? [] : columnsNamed(wanted, columns);
    const [index] = found;
    const isPosition = wanted === `@${(index ?? -1) + 1}`;
    const moved =
      isPosition && saved !== undefined && saved[index as number] !== columns[index as number];
    if (wanted !== "" && (found.length !== 1 || moved)) missing.push(`${field}: "${wanted}"`);
    overrides.set(field, index === undefined || taken.has(index) ? "" : wanted);
  }
  if (missing.length === 0) return overrides;
  throw new UsageError(
    "map_file_columns",
    `${file} names columns that the list does not have, or has several times: ${missing.join(", ")}.`,
    "Correct the file, or say it for this list with --map field=Column, which beats the file.",
  );
}
