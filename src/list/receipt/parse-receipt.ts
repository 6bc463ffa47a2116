import { type ReceiptFile, receiptSchema } from "../../enrich/receipt/receipt-file.ts";
import { isSealed } from "../../enrich/receipt/seal-receipt.ts";
import { receiptFaults } from "./receipt-faults.ts";

/** What is to be made of something that should be a receipt. */
export interface ParsedReceipt {
  /** undefined when it cannot be used at all. */
  receipt: ReceiptFile | undefined;
  /** What is wrong with it; empty for a receipt as it was written. */
  faults: readonly string[];
}

/** @param value parsed JSON, or what a workbook's sheet holds */
export function parseReceipt(value: unknown): ParsedReceipt {
  if (isNewer(value)) return unusable("it is of a later version of heartbeat");
  const parsed = receiptSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where =
      issue === undefined || issue.path.length === 0 ? "" : ` (${issue.path.join(".")})`;
    return unusable(`it is no receipt of heartbeat, or a damaged one${where}`);
  }
  const faults = receiptFaults(parsed.data);
  if (isSealed(value as object)) return { receipt: parsed.data, faults };
  return {
    receipt: parsed.data,
    faults: [...faults, "it was changed since the run: its own hash does not fit"],
  };
}

function isNewer(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("schema_version" in value)) return false;
  return typeof value.schema_version === "number" && value.schema_version > 1;
}

function unusable(fault: string): ParsedReceipt {
  return { receipt: undefined, faults: [fault] };
}
