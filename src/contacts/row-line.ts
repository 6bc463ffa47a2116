import type { ContactKind, ContactValue } from "../model/contact.ts";
import type { ReadValue } from "../normalize/contacts/read-contact.ts";
import type { RowContacts } from "./read-row.ts";

/**
 * What a line holds behind its NPI: by position, as names would be half of it, and it is written and
 * read a million times. `confidence` is the row's as a whole: 0..1, four decimals.
 */
type RowText = [as_of: string, confidence: number, ...values: ValueText[]];
type ValueText =
  | [kind: ContactKind, value: string]
  | [kind: ContactKind, value: string, more: Omit<ReadValue, "kind" | "value">];

/** A joined row as a line that can be sorted. */
export function encodeRow(
  { npi, confidence }: { npi: number; confidence: number },
  { values, as_of, confidence: own }: RowContacts,
): string {
  const row: RowText = [as_of, rounded(confidence * own)];
  for (const { kind, value, ...more } of values) {
    row.push(isEmpty(more) ? [kind, value] : [kind, value, more]);
  }
  return `${npi}${JSON.stringify(row)}\n`;
}

export function decodeRow(line: string): ContactValue[] {
  const [as_of, confidence, ...values]: RowText = JSON.parse(line.slice(10));
  return values.map(([kind, value, more]) =>
    more === undefined
      ? { kind, value, as_of, confidence }
      : { kind, value, ...more, as_of, confidence },
  );
}

function isEmpty(more: object): boolean {
  for (const _ in more) return false;
  return true;
}

/** Four decimals, as confidences have everywhere. */
function rounded(confidence: number): number {
  return Math.round(confidence * 10_000) / 10_000;
}
