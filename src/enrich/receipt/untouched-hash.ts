import { createHash } from "node:crypto";
import type { TableRow } from "../../table/table.ts";

/** SHA-256 over the bytes of a list's records and rejected lines in order, each ended by LF. */
export interface UntouchedHash {
  add(row: TableRow): void;
  /** Rows added. */
  rows(): number;
  /** Hex; ends the hash. */
  digest(): string;
}

export function createUntouchedHash(): UntouchedHash {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(row) {
      if (row.kind === "blank_line") return;
      rows++;
      hash.update(row.raw).update("\n");
    },
    rows: () => rows,
    digest: () => hash.digest("hex"),
  };
}
