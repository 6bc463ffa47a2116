import type { ListReading } from "../receipt/receipt.ts";

/**
 * Whether a row is what it was when the list was enriched; asked about one row after the other, in
 * their order. Nothing is known of a list without a receipt.
 */
export function createUnchangedRows({
  edited,
}: {
  edited?: ListReading["edited"] | undefined;
}): (row: number) => boolean {
  if (edited === undefined) return () => false;
  let next = 0;
  return (row) => {
    while ((edited[next]?.[1] ?? Number.POSITIVE_INFINITY) < row) next++;
    return row < (edited[next]?.[0] ?? Number.POSITIVE_INFINITY);
  };
}
