import { columnOf, contactFieldOf } from "./contact-columns.ts";
import type { ContactField } from "./contact-field.ts";
import { personNames } from "./header-names-person.ts";
import { shorterNames } from "./header-qualifiers.ts";
import { headerWords } from "./header-words.ts";
import type { LeadField } from "./lead-field.ts";
import type { OutcomeField } from "./outcome-field.ts";

/** The fields of a list of outcomes. */
export type OutcomeListField =
  | OutcomeField
  | "npi"
  | Extract<
      ContactField,
      | "email"
      | "phone"
      | "mobile"
      | "fax"
      | "as_of"
      | "do_not_email"
      | "do_not_text"
      | "do_not_call"
    >;

export interface OutcomeColumn {
  field: OutcomeListField;
  /** 0-based position in the list. */
  index: number;
  /** Header cell as it stands. */
  column: string;
}

/** Each with its best names first: of several columns that fit, the better name is taken. */
const names: Readonly<Record<OutcomeField | "as_of" | "npi", string>> = {
  npi: personNames.npi,
  outcome: `outcome, disposition, call outcome, call disposition, call result, email outcome,
    email status, delivery status, bounce type, event type, event, result, response, last outcome,
    last result, sms status, message status, bounce status, number status, phone status,
    contact status, status`,
  channel: `channel, outcome channel, medium, communication channel, activity type, activity,
    contact method, method, source channel`,
  as_of: `outcome date, event date, bounce date, bounced at, call date, activity date, date, timestamp,
    event time, time, datetime, date time, created, created at, created date, occurred at, happened at,
    unsubscribe date, unsubscribed date, date unsubscribed, unsubscribe time, opt out date,
    last activity, last activity date, as of, as of date, updated, updated at, last updated`,
};

const ranks: ReadonlyMap<string, { field: keyof typeof names; rank: number }> = new Map(
  (Object.keys(names) as (keyof typeof names)[]).flatMap((field) =>
    names[field]
      .split(/,\s*/)
      .map((name, rank): [string, { field: keyof typeof names; rank: number }] => [
        headerWords(name),
        { field, rank },
      ]),
  ),
);

const contactFields: ReadonlySet<string> = new Set([
  ...["email", "phone", "mobile", "fax", "do_not_email", "do_not_text", "do_not_call"],
]);
/** Fields that a list may have several columns of. */
const several: ReadonlySet<OutcomeListField> = new Set(["email", "phone", "mobile", "fax"]);

/**
 * Which columns of a list of outcomes are which, by their names alone, in the order of the list.
 *
 * @param overrides field → column, as `--map` says it; "" leaves the field unmapped
 */
export function outcomeColumns(
  columns: readonly string[],
  overrides: ReadonlyMap<OutcomeListField, string>,
): OutcomeColumn[] {
  const chosen = new Map<number, OutcomeListField>();
  const best = new Map<OutcomeListField, { index: number; rank: number }>();
  for (const [field, wanted] of overrides) {
    if (wanted !== "") chosen.set(columnOf(field, wanted, columns), field);
  }
  columns.forEach((column, index) => {
    if (chosen.has(index)) return;
    const claim = claimOf(column);
    if (claim === undefined || overrides.has(claim.field)) return;
    if (several.has(claim.field)) chosen.set(index, claim.field);
    else if (claim.rank < (best.get(claim.field)?.rank ?? Number.POSITIVE_INFINITY)) {
      best.set(claim.field, { index, rank: claim.rank });
    }
  });
  for (const [field, { index }] of best) chosen.set(index, field);
  return [...chosen]
    .sort(([a], [b]) => a - b)
    .map(([index, field]) => ({ field, index, column: columns[index] ?? "" }));
}

/** What `--map` and a saved mapping say of these fields, from all that they say. */
export function outcomeMap(
  ...said: readonly ReadonlyMap<LeadField | ContactField | OutcomeField, string>[]
): Map<OutcomeListField, string> {
  const map = new Map<OutcomeListField, string>();
  for (const overrides of said) {
    for (const [field, column] of overrides) {
      if (isOurs(field)) map.set(field, column);
    }
  }
  return map;
}

function isOurs(field: LeadField | ContactField | OutcomeField): field is OutcomeListField {
  return field in names || contactFields.has(field);
}

function claimOf(header: string): { field: OutcomeListField; rank: number } | undefined {
  const words = headerWords(header);
  const exact = ranks.get(words);
  if (exact !== undefined) return exact;
  const contact = contactFieldOf(header);
  if (contact !== undefined && contactFields.has(contact)) {
    return { field: contact as OutcomeListField, rank: 0 };
  }
  for (const { text, penalty } of shorterNames(words)) {
    const known = ranks.get(text);
    if (known !== undefined) return { field: known.field, rank: known.rank + 100 + penalty };
  }
  return undefined;
}
