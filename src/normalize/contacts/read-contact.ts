import type { ContactAddress, ContactKind, ContactType } from "../../model/contact.ts";
import { cleanCell } from "../cells/clean-cell.ts";
import { createEmailReader } from "./read-email.ts";
import { createPhoneReader, type ReadPhone } from "./read-phone.ts";

/** Fields whose cells hold values by themselves; addresses stand in several. */
export type ValueField = Exclude<ContactKind, "address">;

type NumberField = Extract<ValueField, "phone" | "mobile" | "fax">;

export interface ReadValue {
  kind: ContactKind;
  value: string;
  extension?: string;
  type?: ContactType;
  address?: ContactAddress;
}

export type ContactProblem =
  | "email_syntax"
  | "email_disposable"
  | "phone_invalid"
  | "address_incomplete"
  | "text_unusable";

interface ReadCell {
  values: ReadValue[];
  problems: ContactProblem[];
}

export type ContactReader = (field: ValueField, cell: string) => ReadCell;

/** Cells that say there is nothing, in more words than none. */
const nothing =
  /^(?:n\/?a|none|no|null|nil|unknown|unk|tbd|not (?:available|provided|listed|on file)|no (?:e-?mail|phone|fax|address)|0+|x+|\?+|-+)$/i;
const longestText = 200;

/** Reads cells of contact columns; one cell may hold several values. */
export function createContactReader(): ContactReader {
  const readEmail = createEmailReader();
  const readPhone = createPhoneReader();

  function emails(text: string, into: ReadCell): void {
    for (const part of addressesIn(text)) {
      const read = readEmail(part);
      if (typeof read === "string") into.problems.push(read);
      else
        addOnce({ kind: "email", value: read.value, ...typed(read.isRole, "role") }, into.values);
    }
  }

  function numbers(field: NumberField, text: string, into: ReadCell): void {
    // `212-555-7777 or 212-555-8888`: only where one number does not explain the cell.
    const isOne = text.replace(/\D/g, "").length <= 18 && readPhone(text) !== "phone_invalid";
    const parts = isOne ? [text] : text.split(/[,;/|\n]|\bor\b/i).filter((part) => /\d/.test(part));
    for (const part of parts.length === 0 ? [text] : parts) {
      const read = readPhone(part);
      if (read === "phone_invalid") into.problems.push(read);
      else addOnce(numberOf(field, read), into.values);
    }
  }

  return (field, cell) => {
    const into: ReadCell = { values: [], problems: [] };
    const text = cleanCell(cell);
    if (text === "" || nothing.test(text)) return into;
    if (field === "email") emails(text, into);
    else if (field === "company" || field === "title") plain(field, text, into);
    else numbers(field, text, into);
    return into;
  };
}

function numberOf(field: NumberField, { value, extension, isTollFree }: ReadPhone): ReadValue {
  // Nobody's mobile is free to call.
  const kind = field === "mobile" && isTollFree ? "phone" : field;
  const more = extension === undefined ? {} : { extension };
  return { kind, value, ...more, ...typed(isTollFree, "toll_free") };
}

function plain(kind: "company" | "title", text: string, into: ReadCell): void {
  if (text.length > longestText || !/\p{L}/u.test(text)) into.problems.push("text_unusable");
  else addOnce({ kind, value: text }, into.values);
}

/**
 * The parts of a cell that hold an `@`, the whole cell where none does. Blanks part addresses only
 * where each of them is one: `jane doe@…` is an address with a slip, not `doe@…`.
 */
function addressesIn(text: string): string[] {
  const parts = text.split(/[;,|]/).filter((part) => part.includes("@"));
  if (parts.length === 0) return [text];
  return parts.flatMap((part) => {
    const words = part.trim().split(/\s+/);
    return words.every((word) => word.includes("@")) ? words : [part];
  });
}

function typed<T extends ContactType>(is: boolean, type: T): { type?: T } {
  return is ? { type } : {};
}

/** A cell, and a row, often has a number twice; each place may say what kind it is. */
export function addOnce(value: ReadValue, into: ReadValue[]): void {
  if (into.some((known) => known.kind === value.kind && known.value === value.value)) return;
  into.push(value);
}
