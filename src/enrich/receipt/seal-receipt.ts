import { canonicalSha256 } from "./canonical-hash.ts";
import type { ReceiptFile } from "./receipt-file.ts";

/** Adds the hash that shows whether a receipt was changed. Keys without a value are left out. */
export function sealReceipt(content: Omit<ReceiptFile, "receipt_sha256">): ReceiptFile {
  const plain = JSON.parse(JSON.stringify(content)) as typeof content;
  return { ...plain, receipt_sha256: canonicalSha256(plain) };
}

/** Whether what a receipt says is what it said when it was sealed, however it is laid out. */
export function isSealed(value: object): boolean {
  const { receipt_sha256, ...content } = value as Record<string, unknown>;
  return receipt_sha256 === canonicalSha256(content);
}
