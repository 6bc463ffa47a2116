import { createHash } from "node:crypto";
import type { ReceiptFile } from "./receipt-file.ts";

/** Adds the hash that shows whether a receipt was changed. Keys without a value are left out. */
export function sealReceipt(content: Omit<ReceiptFile, "receipt_sha256">): ReceiptFile {
  const plain = JSON.parse(JSON.stringify(content)) as typeof content;
  return { ...plain, receipt_sha256: sealOf(plain) };
}

/** Whether what a receipt says is what it said when it was sealed, however it is laid out. */
export function isSealed(value: object): boolean {
  const { receipt_sha256, ...content } = value as Record<string, unknown>;
  return receipt_sha256 === sealOf(content);
}

function sealOf(content: object): string {
  return createHash("sha256").update(canonical(content)).digest("hex");
}

/** JSON without blanks, the keys of every object in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${parts.join(",")}}`;
}
