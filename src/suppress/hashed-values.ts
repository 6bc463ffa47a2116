import { Buffer } from "node:buffer";

/** What a list may hold hashed: values for which everybody agrees how they are standardised. */
export const hashedKinds = ["npi", "email", "phone"] as const;

export type HashedKind = (typeof hashedKinds)[number];

const base64 = /^[A-Za-z0-9+/]{43}=$/;
const hex = /^[0-9A-Fa-f]{64}$/;
/** Of the filled cells of a column. */
const enough = 0.9;

/** SHA-256 as 32 characters (`latin1`); undefined for a cell that holds none. */
export function readHash(cell: string): string | undefined {
  const text = cell.trim();
  if (hex.test(text)) return Buffer.from(text, "hex").toString("latin1");
  if (base64.test(text)) return Buffer.from(text, "base64").toString("latin1");
  return undefined;
}

/** Whether a column holds hashes. */
export function isOfHashes(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.length === 0) return false;
  return filled.filter((cell) => readHash(cell) !== undefined).length >= enough * filled.length;
}

/** Of what the hashes are, by the column's name: `email_sha256`, `Phone (hashed)`. */
export function hashedKindOf(header: string): HashedKind | undefined {
  if (/npi/i.test(header)) return "npi";
  if (/e-?mail/i.test(header)) return "email";
  return /phone|mobile|cell|fax/i.test(header) ? "phone" : undefined;
}
