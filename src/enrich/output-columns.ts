import { alwaysColumns } from "./field-catalogue.ts";
import { replacedColumn } from "./write/replacement.ts";

/**
 * Names of the columns a run appends, in order (`hb_extra_n` not among them).
 *
 * @param writes whether the run may write into the list's own cells
 */
export function outputColumns(fields: readonly string[], writes = false): string[] {
  const behind = writes ? [replacedColumn] : [];
  return [...alwaysColumns.map(({ name }) => name), ...fields, ...behind];
}

/**
 * Columns that an earlier run wrote, as they stand in the header. `hb_extra_n` are not among them:
 * their cells came from the list itself.
 */
export function existingHbColumns(columns: readonly string[]): string[] {
  return columns.filter((column) => ourPrefix.test(column) && !extraColumn.test(column));
}

const ourPrefix = /^\s*hb_/i;
const extraColumn = /^\s*hb_extra_\d+\s*$/i;
