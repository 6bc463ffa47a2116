import { contactFieldOf } from "../../table/columns/contact-columns.ts";
import type { ContactField } from "../../table/columns/contact-field.ts";
import { headerWords } from "../../table/columns/header-words.ts";
import { isSameValue } from "./same-value.ts";
import type { WritableField } from "./writable-field.ts";

/** Columns of a list that say something about the value in another one. */
export interface Companions {
  /** Whether it was verified: `Email Verified`, `Email Status`. */
  verified: readonly number[];
  /** Whether it may be used: `Do Not Call`, `Email Opt Out`. */
  closed: readonly number[];
}

const verifyingWords =
  /\b(?:verified|verification|verify|validated|validation|valid|validity|status|deliverable|deliverability|confirmed|confirmation)\b/g;
const wordsBeside = /\b(?:is|has|was|been|result|flag|date|on|at|by|last|code|check)\b/g;

/** @param field what the column at `index` holds */
export function companionsOf(
  index: number,
  field: WritableField,
  columns: readonly string[],
): Companions {
  const own = headerWords(columns[index] ?? "");
  const kinds = kindWords[field] ?? [own];
  const verified: number[] = [];
  const closed: number[] = [];
  columns.forEach((column, at) => {
    if (at === index) return;
    const forbids = contactFieldOf(column);
    if (forbids !== undefined && (closing[field] ?? []).includes(forbids)) closed.push(at);
    const about = aboutWhat(headerWords(column));
    if (about === undefined) return;
    if (about === "" || about === own || kinds.includes(about)) verified.push(at);
  });
  return { verified, closed };
}

/** What a header says to be verified or not: `email` of `Email Verified?`; "" for the whole row. */
function aboutWhat(words: string): string | undefined {
  // `Status` alone is a lead's.
  if (/^(?:is )?verified$/.test(words)) return "";
  const rest = words.replace(verifyingWords, " ");
  if (rest === words) return undefined;
  const about = rest.replace(wordsBeside, " ").replace(/\s+/g, " ").trim();
  return about === "" ? undefined : about;
}

const telephone = ["phone", "telephone", "phone number", "number"];
const address = ["address"];

/** What companions call a field whose column has a longer name. */
const kindWords: Partial<Record<WritableField, readonly string[]>> = {
  email: ["email", "e mail", "mail", "email address"],
  phone: telephone,
  mobile: ["mobile", "cell", "mobile phone", "cell phone", ...telephone],
  fax: ["fax", "fax number"],
  address,
  address_2: address,
  city: address,
  state: address,
  zip: address,
  npi: ["npi", "npi number"],
  company: ["company", "employer", "organization"],
  title: ["title", "job title"],
};

const closing: Partial<Record<WritableField, readonly ContactField[]>> = {
  email: ["do_not_email"],
  phone: ["do_not_call"],
  mobile: ["do_not_call", "do_not_text"],
};

const yes = /^(?:y|yes|true|t|1|x|✓|✔|ok|on|checked)$/i;
const good =
  /^(?:valid|verified|deliverable|confirmed|validated|good|safe|safe to send|reachable)$/i;
const day = /^(?:\d{4}-\d\d-\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})/;

/** Whether a companion's cell says that a value was verified; `Verified Email` says it by the value. */
export function saysVerified(companion: string, field: WritableField, value: string): boolean {
  const text = companion.trim();
  if (text === "") return false;
  return yes.test(text) || good.test(text) || day.test(text) || isSameValue(field, text, value);
}

/** Whether the cell of a column like `Do Not Call` forbids it. */
export function saysClosed(companion: string): boolean {
  return yes.test(companion.trim()) || day.test(companion.trim()) || isOptedOut(companion);
}

function isOptedOut(text: string): boolean {
  return /^\s*(?:opt(?:ed)?[ -]?out|unsubscribed|do not (?:call|contact|e-?mail|text)|dnc)\s*$/i.test(
    text,
  );
}
