import type { ContactValue } from "../model/contact.ts";
import type { ReadValue } from "../normalize/contacts/read-contact.ts";
import type { RowContacts } from "./read-row.ts";

/** What a line holds behind its NPI. */
interface RowText {
  as_of: string;
  /** Of the row as a whole: 0..1, four decimals. */
  confidence: number;
  values: readonly ReadValue[];
}

/** A joined row as a line that can be sorted. */
export function encodeRow(
  { npi, confidence }: { npi: number; confidence: number },
  { values, as_of, confidence: own }: RowContacts,
): string {
  const row: RowText = { as_of, confidence: rounded(confidence * own), values };
  return `${npi}${JSON.stringify(row)}\n`;
}

export function decodeRow(line: string): ContactValue[] {
  const { as_of, confidence, values }: RowText = JSON.parse(line.slice(10));
  // They were just read and are nobody else's; copies would cost as much as all the rest.
  return values.map((value) => Object.assign(value, { as_of, confidence }));
}

/** Four decimals, as confidences have everywhere. */
function rounded(confidence: number): number {
  return Math.round(confidence * 10_000) / 10_000;
}
