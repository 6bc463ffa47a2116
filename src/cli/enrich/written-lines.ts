import type { Receipt } from "../../enrich/receipt/receipt.ts";
import { shorten } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";

export const noColumnsToFill =
  "None of the list's own columns is one that heartbeat has values for: there is nothing to fill.";

const longestName = 40;

/** What a run wrote into the list's own columns, a line a column. */
export function writtenLines({ write }: Pick<Receipt, "write">): string[] {
  if (write === undefined) return [];
  if (write.columns.length === 0) return ["", noColumnsToFill];
  const done = write.mode === "fill" ? "filled" : "written";
  return [
    "",
    "The list's own columns",
    ...write.columns.map(({ name, cells, kept_verified: kept }) => {
      const left = kept === 0 ? "" : `, ${count(kept)} verified and kept`;
      return `  ${shorten(name, longestName)}: ${count(cells)} ${done}${left}`;
    }),
  ];
}
