import { createHash, type Hash } from "node:crypto";

/** Rows that one part covers. */
export const partRows = 100;
export const partDigits = 8;

/**
 * The first eight hex digits of the SHA-256 over each hundred rows, one after another: tells where two
 * lists differ. Each row is ended by LF.
 */
export interface RowParts {
  add(row: Uint8Array | string): void;
  text(): string;
}

export function createRowParts(): RowParts {
  let part: Hash = createHash("sha256");
  let parts = "";
  let rows = 0;
  return {
    add(row) {
      part.update(row).update("\n");
      rows++;
      if (rows % partRows !== 0) return;
      parts += digits(part);
      part = createHash("sha256");
    },
    text: () => (rows % partRows === 0 ? parts : parts + digits(part.copy())),
  };
}

function digits(part: Hash): string {
  return part.digest("hex").slice(0, partDigits);
}
