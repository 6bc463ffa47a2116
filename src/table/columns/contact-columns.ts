import { UsageError } from "../../model/errors.ts";
import { type ContactColumn, type ContactField, contactFields } from "./contact-field.ts";
import { practiceNames } from "./header-names-practice.ts";
import { shorterNames } from "./header-qualifiers.ts";
import { headerWords } from "./header-words.ts";
import { columnsNamed } from "./map-option.ts";

/**
 * Which columns hold ways to reach somebody, by their names alone: unlike a lead's, a column of these
 * may be empty all through. In the order of the list; of a field that takes one column the first.
 *
 * @param overrides contact field → column, as `--map` says it; "" leaves the field unmapped
 */
export function contactColumns(
  columns: readonly string[],
  overrides: ReadonlyMap<ContactField, string>,
): ContactColumn[] {
  const said = new Map<number, ContactField>();
  for (const [field, wanted] of overrides) {
    if (wanted !== "") said.set(columnOf(field, wanted, columns), field);
  }
  const found: ContactColumn[] = [];
  columns.forEach((column, index) => {
    const own = said.get(index);
    const field = own ?? contactFieldOf(column);
    if (field === undefined || (own === undefined && overrides.has(field))) return;
    if (!severalColumns.has(field) && found.some((other) => other.field === field)) return;
    found.push({ field, index, column });
  });
  return found;
}

/** Fields that a list may have several columns of. */
const severalColumns: ReadonlySet<ContactField> = new Set(["email", "phone", "mobile", "fax"]);

/** Position of the column that `--map` gives a field. */
export function columnOf(field: string, wanted: string, columns: readonly string[]): number {
  const [index, other] = columnsNamed(wanted, columns);
  if (index !== undefined && other === undefined) return index;
  throw new UsageError(
    index === undefined ? "map_unknown_column" : "map_ambiguous_column",
    index === undefined
      ? `--map gives ${field} a column that the list does not have.`
      : `Several columns have the name that --map gives ${field}.`,
    "Name it as it stands in the header, or by its position: @3 is the third column.",
  );
}

/** What a header says it holds; undefined for what is no way to reach somebody. */
export function contactFieldOf(header: string): ContactField | undefined {
  const words = headerWords(header);
  const forbidden = forbiddenChannel(words);
  if (forbidden !== undefined) return forbidden;
  const named = fieldOfName.get(words);
  if (named !== undefined) return named;
  if (aboutTheValue.test(words)) return undefined;
  for (const { text } of shorterNames(words.replace(further, ""))) {
    const field = fieldOfName.get(text);
    if (field !== undefined) return field;
  }
  return undefined;
}

const forbids =
  /\b(?:do not|dont|no|dnc|opt(?:ed)? out|out of|unsubscribed?|suppress(?:ed)?|never)\b/;

/** `Do Not Call`, `Email Opt Out`, `DNC`, `Unsubscribed`. */
function forbiddenChannel(words: string): ContactField | undefined {
  if (!forbids.test(words) || !/\b(?:opt|do not|dont|dnc|unsub|suppress|never)/.test(words)) {
    return undefined;
  }
  if (/\b(?:modify|date|reason|source|fax)\b/.test(words)) return undefined;
  if (/\b(?:email|e mail|mail|unsubscribed?)\b/.test(words)) return "do_not_email";
  if (/\b(?:sms|text|texts)\b/.test(words)) return "do_not_text";
  if (/\b(?:call|calls|phone|telephone|dnc)\b/.test(words)) return "do_not_call";
  return undefined;
}

/** Words of columns that say something about a value and do not hold it. */
const aboutTheValue =
  /\b(?:status|type|verified|valid|validity|bounced?|count|opens?|clicks?|owner|recruiter|assistant|emergency|spouse|date|source|score|quality|id|modify|country|ext|extension)\b/;

/** `Other Email`, `Alternate Phone`: one more of the kind. */
const further = /^(?:other|alternate|alternative|alt|additional|second|2 nd|backup) /;

const names: Readonly<Record<Exclude<ContactField, `do_not_${string}`>, string>> = {
  email: `${practiceNames.email}, e mail 1, business email, work email, direct email, home email,
    other email, alternate email, alt email`,
  phone: `phone, phone number, telephone, telephone number, phones, direct phone, direct dial, direct,
    direct number, direct phone number, direct line, day phone, daytime phone, contact number,
    telephone 1, work phone, office phone, business phone, home phone,
    other phone, alternate phone, alt phone`,
  mobile: `mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cell number,
    cell phone number, cellphone, cellular, mobile telephone, phone mobile`,
  fax: "fax, fax number, faxes, fax phone, telefax, facsimile, fax telephone number",
  address: `address, address 1, address line 1, street, street address, street 1, street line 1,
    line 1, first line address, address first line, addr`,
  address_2: `address 2, address line 2, street 2, street line 2, suite, unit, apt, line 2,
    second line address, address second line`,
  city: practiceNames.city,
  state: practiceNames.state,
  zip: practiceNames.zip,
  company: `${practiceNames.organization}`,
  title: "title, job title, position, professional title, role, job role, position title",
  as_of: `as of, as of date, last verified, verified on, last updated, updated on, updated,
    refresh date, last seen, date verified, last modified`,
  contact_confidence: `confidence, contact confidence, accuracy, email confidence,
    phone confidence, match confidence`,
};

const fieldOfName: ReadonlyMap<string, ContactField> = new Map(
  contactFields.flatMap((field) =>
    (field in names ? names[field as keyof typeof names] : "")
      .split(/,\s*/)
      .filter((name) => name !== "")
      .map((name): [string, ContactField] => [name, field]),
  ),
);
