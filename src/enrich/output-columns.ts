import { alwaysColumns } from "./field-catalogue.ts";

/** Names of the columns a run appends, in order (`hb_extra_n` not among them). */
export function outputColumns(fields: readonly string[]): string[] {
  return [...alwaysColumns.map(({ name }) => name), ...fields];
}

/** Columns of a list that already carry our prefix, as they stand in its header. */
export function existingHbColumns(columns: readonly string[]): string[] {
  return columns.filter((column) => ourPrefix.test(column));
}

const ourPrefix = /^\s*hb_/i;
const extraColumn = /^\s*hb_extra_\d+\s*$/i;

/**
 * Positions of the columns that an earlier run wrote, for `withoutColumns`. `hb_extra_n` stay: their
 * cells came from the list itself.
 */
export function replaceableColumns(columns: readonly string[]): Set<number> {
  const positions = new Set<number>();
  columns.forEach((column, i) => {
    if (ourPrefix.test(column) && !extraColumn.test(column)) positions.add(i);
  });
  return positions;
}
