import type { RowContacts } from "./read-row.ts";
import type { JoinedRow } from "./unite-values.ts";

/** A joined row as a line that can be sorted: its NPI, then what it says. */
export function encodeRow(
  { npi, confidence }: { npi: number; confidence: number },
  { values, as_of, confidence: own }: RowContacts,
): string {
  const row: JoinedRow = { as_of, confidence: rounded(confidence * own), values };
  return `${npi}${JSON.stringify(row)}\n`;
}

export function decodeRow(line: string): JoinedRow {
  return JSON.parse(line.slice(10));
}

/** Four decimals, as confidences have everywhere. */
function rounded(confidence: number): number {
  return Math.round(confidence * 10_000) / 10_000;
}
