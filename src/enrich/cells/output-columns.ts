import { staleColumn } from "../refresh/stale-column.ts";
import { replacedColumn } from "../write/replacement.ts";
import { alwaysColumns } from "./field-catalogue.ts";

/** What stands behind the profile columns. */
export interface ColumnsBehind {
  /** The run may write into the list's own cells. */
  writes?: boolean;
  /** It asks again about a list that was enriched. */
  refreshes?: boolean;
}

/** Names of the columns a run appends, in order (`hb_extra_n` not among them). */
export function outputColumns(
  fields: readonly string[],
  { writes = false, refreshes = false }: ColumnsBehind = {},
): string[] {
  const behind = [...(writes ? [replacedColumn] : []), ...(refreshes ? [staleColumn] : [])];
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
