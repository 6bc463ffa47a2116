import { contactColumns, contactFieldOf } from "../../table/columns/contact-columns.ts";
import type { ContactField } from "../../table/columns/contact-field.ts";
import { headerWords } from "../../table/columns/header-words.ts";
import { type ColumnMapping, type LeadField, leadFields } from "../../table/columns/lead-field.ts";
import {
  addressParts,
  type CellSet,
  type WritableField,
  writableFields,
} from "./writable-field.ts";

/** A column of the list that could take a value of ours. */
export interface UnderstoodColumn {
  /** 0-based position in the list. */
  index: number;
  field: WritableField;
  set?: CellSet | undefined;
}

interface ListColumns {
  columns: readonly string[];
  mapping: ColumnMapping;
  /** What `--map` says of ways to reach somebody. */
  said: ReadonlyMap<ContactField, string>;
  /** What an earlier run took columns for, by position. */
  fields?: ReadonlyMap<number, WritableField> | undefined;
  /** Positions of columns that hold what never leaves. */
  barred: ReadonlySet<number>;
  /** Whether the columns of first and last names hold what their headers say. */
  namesAsNamed: boolean;
}

/**
 * Which columns of a list we understand well enough to write into, in its order. What the mapping
 * says of names, numbers and specialties goes first; of ways to reach somebody the header does, as
 * a column `Cell Phone` is a mobile also where it serves as the telephone that is searched by.
 */
export function understandColumns(list: ListColumns): UnderstoodColumn[] {
  const { columns, mapping, said, fields, barred, namesAsNamed } = list;
  const mapped = new Map<number, LeadField>();
  for (const field of leadFields) {
    const index = mapping[field]?.index;
    if (index !== undefined) mapped.set(index, field);
  }
  const contacts = new Map(contactColumns(columns, said).map(({ index, field }) => [index, field]));

  function fieldOf(column: string, index: number): string | undefined {
    const before = fields?.get(index);
    if (before !== undefined) return before;
    const lead = mapped.get(index);
    if (lead !== undefined && !reachFields.has(lead)) return lead;
    const contact = contacts.get(index) ?? furtherAddress(column, said);
    return contact !== undefined && isWritable(contact) ? contact : lead;
  }

  return columns.flatMap((column, index): UnderstoodColumn[] => {
    const named = fieldOf(column, index);
    const field = named === "organization" ? "company" : named;
    if (field === undefined || !isWritable(field) || barred.has(index)) return [];
    if (nameParts.has(field) && !namesAsNamed) return [];
    if (!isSaid(index) && isOfOthers(column, field)) return [];
    return [{ index, field, set: setOf(column, field) }];
  });

  /** Whether the user has said what the column holds. */
  function isSaid(index: number): boolean {
    if (fields?.has(index) === true) return true;
    const contact = contacts.get(index);
    if (contact !== undefined && said.has(contact)) return true;
    const lead = mapped.get(index);
    return lead !== undefined && mapping[lead]?.by === "map";
  }
}

const reachFields: ReadonlySet<LeadField> = new Set([
  "city",
  "state",
  "zip",
  "phone",
  "email",
  "organization",
]);
const nameParts: ReadonlySet<string> = new Set([
  "first_name",
  "middle_name",
  "last_name",
  "suffix",
  "full_name",
]);

function isWritable(field: string): field is WritableField {
  return writableFields.some((known) => known === field);
}

function isAddressPart(field: string): boolean {
  return addressParts.some((part) => part === field);
}

/** A list may have several addresses, and each of their cells counts. */
function furtherAddress(
  column: string,
  said: ReadonlyMap<ContactField, string>,
): ContactField | undefined {
  const field = contactFieldOf(column);
  return field !== undefined && isAddressPart(field) && !said.has(field) ? field : undefined;
}

/** A private number, somebody else's, or an address where nobody practices. */
const ofOthers =
  /\b(?:home|personal|private|residence|residential|spouse|billing|shipping|emergency|assistant|recruiter|owner|referring|referral|supervising|collaborating|patient)\b/;
/** The four digits behind a ZIP have a column of their own here. */
const lastFour = /^(?:zip|zip code|zip plus|plus) 4$/;
const furtherPlace = /\b(?:secondary|alternate|other|[2-9])\b/;
/** Where somebody has privileges, or an account in a list of accounts, is no employer. */
const noEmployer = /\b(?:hospital|affiliation|account|parent|site)\b|^group$/;

function isOfOthers(column: string, field: WritableField): boolean {
  const words = headerWords(column);
  if (ofOthers.test(words)) return true;
  if (field === "company") return noEmployer.test(words);
  if (!isAddressPart(field)) return false;
  if (field === "zip" && lastFour.test(words)) return true;
  return furtherPlace.test(words.replace(/\b(?:line|address|street|zip|zip code) \d\b/g, ""));
}

function setOf(column: string, field: WritableField): CellSet | undefined {
  if (field === "license_number" || field === "license_state") return "license";
  if (!isAddressPart(field)) return undefined;
  return /\b(?:mailing|correspondence)\b/.test(headerWords(column)) ? "mailing" : "practice";
}
