import type { AboutSection } from "../../table/table.ts";
import type { ReceiptFile } from "./receipt-file.ts";
import { sealReceipt } from "./seal-receipt.ts";

/** A workbook's cell holds 32,767 characters; what is longer goes on in the next row. */
const longestCell = 30_000;
const prefix = "receipt.";

/**
 * The receipt as rows of key and value, for an output that holds its own: `receipt.input.sha256`
 * and the hash. It leaves out what such an output cannot say: its own name and hash, and the time,
 * which would make equal runs differ.
 */
export function receiptToSections(receipt: ReceiptFile): AboutSection[] {
  const { started_at, finished_at, receipt_sha256, output, ...content } = receipt;
  const sealed = sealReceipt({ ...content, output: { format: output.format } });
  const rows = Object.entries(sealed).flatMap(([key, value]) => rowsOf(prefix + key, value, true));
  return [{ title: "Receipt, as heartbeat verify and undo read it", rows }];
}

/** The receipt among the rows of such an output, not checked yet; undefined where there is none. */
export function receiptFromSections(
  rows: readonly (readonly string[])[],
): Record<string, unknown> | undefined {
  const texts = new Map<string, string>();
  for (const [key = "", value = ""] of rows) {
    if (key.startsWith(prefix)) texts.set(key, (texts.get(key) ?? "") + value);
  }
  if (texts.size === 0) return undefined;
  const receipt: Record<string, unknown> = {};
  for (const [path, value] of texts) {
    const [key = "", ...inner] = path.slice(prefix.length).split(".");
    if (inner.length === 0) receipt[key] = read(value);
    else receipt[key] = { ...(receipt[key] as object), [inner.join(".")]: read(value) };
  }
  return receipt;
}

function rowsOf(key: string, value: unknown, unfold: boolean): string[][] {
  if (unfold && isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, inner]) => rowsOf(`${key}.${name}`, inner, false));
  }
  const text = write(value);
  const pieces = Math.max(1, Math.ceil(text.length / longestCell));
  return Array.from({ length: pieces }, (_, i) => [
    key,
    text.slice(i * longestCell, (i + 1) * longestCell),
  ]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON; a plain text that is none stands without its quotes. */
function write(value: unknown): string {
  const isPlain = typeof value === "string" && /^[!-~]+( [!-~]+)*$/.test(value);
  return isPlain && read(value) === value ? value : JSON.stringify(value);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
