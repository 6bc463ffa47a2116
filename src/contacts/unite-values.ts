import type { ContactValue } from "../model/contact.ts";
import type { ReadValue } from "../normalize/contacts/read-contact.ts";

/** What one row says about somebody. */
export interface JoinedRow {
  as_of: string;
  /** Of the row as a whole: 0..1, four decimals. */
  confidence: number;
  values: readonly ReadValue[];
}

/**
 * The values of a person's rows, each once, in the order of the list. Of one value in several rows the
 * latest day counts, of one day the surer one.
 */
export function uniteValues(rows: readonly JoinedRow[]): ContactValue[] {
  const [only] = rows;
  if (only !== undefined && rows.length === 1) return only.values.map((one) => toValue(one, only));
  const united = new Map<string, ContactValue>();
  for (const row of rows) {
    for (const one of row.values) {
      const value = toValue(one, row);
      const key = `${value.kind} ${value.value}`;
      const known = united.get(key);
      united.set(key, known === undefined ? value : better(known, value));
    }
  }
  return [...united.values()];
}

function toValue(value: ReadValue, { as_of, confidence }: JoinedRow): ContactValue {
  return { ...value, as_of, confidence };
}

/** An extension that one row knows is not lost to another row that does not. */
function better(a: ContactValue, b: ContactValue): ContactValue {
  const isLater = b.as_of === a.as_of ? b.confidence > a.confidence : b.as_of > a.as_of;
  const [best, other] = isLater ? [b, a] : [a, b];
  if (best.extension !== undefined || other.extension === undefined) return best;
  return { ...best, extension: other.extension };
}
