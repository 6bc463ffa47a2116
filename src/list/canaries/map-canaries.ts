import { InputError } from "../../model/errors.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../../table/columns/lead-field.ts";
import { columnsNamed } from "../evaluation/find-column.ts";
import type { CanaryFile } from "./canary.ts";

/**
 * Which columns of the canaries carry the fields that are mapped in the list: those called as in the
 * list, else as the field. A field that the canaries do not have is not asked by. InputError where
 * they have none, or several columns of a name.
 */
export function mapCanaries(
  { file, columns }: Pick<CanaryFile, "file" | "columns">,
  list: { columns: readonly string[]; mapping: ColumnMapping },
): ColumnMapping {
  const mapping: ColumnMapping = {};
  for (const field of leadFields) {
    const mapped = list.mapping[field];
    if (mapped === undefined) continue;
    const index = indexOf(field, mapped.index, { file, columns }, list.columns);
    if (index === undefined) continue;
    mapping[field] = { ...mapped, index, column: columns[index] ?? "" };
  }
  if (Object.keys(mapping).length > 0) return mapping;
  const wanted = leadFields.flatMap((field) => list.mapping[field]?.column.trim() ?? []);
  throw new InputError(
    "canaries_without_lead",
    `${file} has none of the columns that the list is asked by.`,
    `Call its columns as in the list: ${wanted.join(", ")}.`,
  );
}

/** Of columns with equal names the one in the same place among them. */
function indexOf(
  field: LeadField,
  listIndex: number,
  { file, columns }: Pick<CanaryFile, "file" | "columns">,
  listColumns: readonly string[],
): number | undefined {
  const name = listColumns[listIndex] ?? "";
  const equal = columnsNamed(name, listColumns);
  const found = columnsNamed(name, columns);
  if (found.length > 0 && found.length === equal.length) return found[equal.indexOf(listIndex)];
  const named = found.length > 0 ? found : columnsNamed(field, columns);
  if (named.length > 1) {
    throw new InputError(
      "canaries_column_twice",
      `${file} has ${named.length} columns for ${field}.`,
      "Keep the one that is as in the list.",
    );
  }
  return named[0];
}
