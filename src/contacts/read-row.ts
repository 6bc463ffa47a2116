import type { Channel } from "../model/channel-rules.ts";
import { readAddress } from "../normalize/contacts/read-address.ts";
import { readDay, readFlag, readShare } from "../normalize/contacts/read-cells.ts";
import {
  addOnce,
  type ContactProblem,
  createContactReader,
  type ReadValue,
  type ValueField,
} from "../normalize/contacts/read-contact.ts";
import {
  type ContactColumn,
  type ContactField,
  closedChannelFields,
} from "../table/columns/contact-field.ts";

/** What keeps a cell from being used, of values and of what is said about them. */
export type CellProblem = ContactProblem | "as_of_unusable" | "confidence_unusable";

/** What a row says, whoever it is about. */
export interface RowContacts {
  values: readonly ReadValue[];
  /** ISO day of all of them. */
  as_of: string;
  /** What the list says of them itself: 0..1. */
  confidence: number;
  closed: readonly ClosedChannel[];
  problems: readonly CellProblem[];
}

/** A channel that the person may not be approached on. */
interface ClosedChannel {
  channel: Channel;
  /** ISO day. */
  date: string;
}

export interface RowReaderOptions {
  /** ISO day of rows that name none, or none that can be. */
  asOf: string;
  /** The last day that is not in the future. */
  latest: string;
}

type FlagField = keyof typeof closedChannelFields;
const addressFields = ["address", "address_2", "city", "state", "zip"] as const;

/** Reads rows' cells by the columns that the list has. */
export function createRowReader(
  columns: readonly ContactColumn[],
  { asOf, latest }: RowReaderOptions,
): (cells: readonly string[]) => RowContacts {
  const readCell = createContactReader();
  const values = columns.filter(isValueColumn);
  const flags = columns.filter(isFlagColumn);
  const at = (field: ContactField) => columns.find((column) => column.field === field)?.index ?? -1;
  const [asOfAt, confidenceAt] = [at("as_of"), at("contact_confidence")];
  const addressAt = addressFields.map(at);
  const hasAddress = addressAt[0] !== -1;

  /** A day that is none, or has not come yet, is the list's. */
  function dayIn(cell: string, problems: CellProblem[]): string {
    if (cell.trim() === "") return asOf;
    const day = readDay(cell);
    if (day !== "" && day <= latest) return day;
    problems.push("as_of_unusable");
    return asOf;
  }

  function confidenceIn(cell: string, problems: CellProblem[]): number {
    if (cell.trim() === "") return 1;
    const share = readShare(cell);
    if (share === undefined) problems.push("confidence_unusable");
    return share ?? 1;
  }

  function addAddress(cells: readonly string[], into: ReadValue[], problems: CellProblem[]): void {
    const [address, address_2, city, state, zip] = addressAt.map((index) => cells[index] ?? "");
    const read = readAddress({ address, address_2, city, state, zip } as Record<string, string>);
    if (read === "address_incomplete") problems.push(read);
    else if (read !== undefined) into.push({ kind: "address", ...read });
  }

  function valuesIn(cells: readonly string[], problems: CellProblem[]): ReadValue[] {
    const found: ReadValue[] = [];
    for (const { field, index } of values) {
      const cell = cells[index] ?? "";
      if (cell === "") continue;
      const read = readCell(field, cell);
      for (const value of read.values) addOnce(value, found);
      for (const problem of read.problems) problems.push(problem);
    }
    if (hasAddress) addAddress(cells, found, problems);
    return found;
  }

  function closedIn(cells: readonly string[], as_of: string): ClosedChannel[] {
    const closed: ClosedChannel[] = [];
    for (const { field, index } of flags) {
      const { isSet, since = as_of } = readFlag(cells[index] ?? "");
      if (isSet)
        closed.push({ channel: closedChannelFields[field], date: since <= latest ? since : as_of });
    }
    return closed;
  }

  return (cells) => {
    const problems: CellProblem[] = [];
    const found = valuesIn(cells, problems);
    const as_of = dayIn(cells[asOfAt] ?? "", problems);
    const confidence = confidenceIn(cells[confidenceAt] ?? "", problems);
    return { values: found, as_of, confidence, closed: closedIn(cells, as_of), problems };
  };
}

function isValueColumn(column: ContactColumn): column is ContactColumn & { field: ValueField } {
  return ["email", "phone", "mobile", "fax", "company", "title"].includes(column.field);
}

function isFlagColumn(column: ContactColumn): column is ContactColumn & { field: FlagField } {
  return column.field in closedChannelFields;
}
