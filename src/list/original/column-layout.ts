import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";

/** Which columns of an enriched list were the list's own. */
export interface ColumnLayout {
  /** By position: whether the column holds cells of the list. */
  keeps: readonly boolean[];
  /** Whether the columns stand where the run put them. */
  isIntact: boolean;
}

/**
 * By position, where the columns stand as they were written; by name, where somebody added, moved
 * or removed some since.
 */
export function columnLayout(
  columns: readonly string[],
  { list, extra, added }: ReceiptFile["columns"],
): ColumnLayout {
  const own = list + extra;
  const isIntact =
    columns.length === own + added.length && added.every((name, i) => columns[own + i] === name);
  const keeps = columns.map((column, index) =>
    isIntact ? index < own : !added.includes(column.trim()),
  );
  return { keeps, isIntact };
}
