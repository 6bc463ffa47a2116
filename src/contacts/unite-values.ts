import type { ContactValue } from "../model/contact.ts";

/**
 * The values of a person's rows, each once, in the order of the list. Of one value in several rows the
 * latest day counts, of one day the surer one.
 */
export function uniteValues(rows: readonly (readonly ContactValue[])[]): readonly ContactValue[] {
  const [only, another] = rows;
  if (only !== undefined && another === undefined) return only;
  const united = new Map<string, ContactValue>();
  for (const value of rows.flat()) {
    const key = `${value.kind} ${value.value}`;
    const known = united.get(key);
    united.set(key, known === undefined ? value : better(known, value));
  }
  return [...united.values()];
}

/** An extension that one row knows is not lost to another row that does not. */
function better(a: ContactValue, b: ContactValue): ContactValue {
  const isLater = b.as_of === a.as_of ? b.confidence > a.confidence : b.as_of > a.as_of;
  const [best, other] = isLater ? [b, a] : [a, b];
  if (best.extension !== undefined || other.extension === undefined) return best;
  return { ...best, extension: other.extension };
}
