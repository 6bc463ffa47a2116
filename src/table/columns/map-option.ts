import { UsageError } from "../../model/errors.ts";
import { type ContactField, contactFields } from "./contact-field.ts";
import { type LeadField, leadFields } from "./lead-field.ts";
import { type OutcomeField, outcomeFields } from "./outcome-field.ts";

const shownColumns = 8;
const mapFields: readonly MapField[] = [
  ...new Set([...leadFields, ...contactFields, ...outcomeFields]),
];
const fieldsHint = `Fields: ${mapFields.join(", ")}.`;

/** All that `--map` can name. */
type MapField = LeadField | ContactField | OutcomeField;

/**
 * Reads the values of `--map field=Column`. `field=` leaves a field unmapped. A column is named by
 * its header; where several have the same one, by `Header#2` (the second of them) or by its
 * position, `@3` being the third column of the list. Contact fields and those of outcomes are left to
 * the other two.
 */
export function parseMapOption(values: readonly string[]): Map<LeadField, string> {
  return new Map(parseMapPairs(values).filter(isOfLead));
}

/** What the same values say of contact fields. */
export function parseContactMap(values: readonly string[]): Map<ContactField, string> {
  return new Map(parseMapPairs(values).filter(isOfContact));
}

/** And what they say of outcomes. */
export function parseOutcomeMap(values: readonly string[]): Map<OutcomeField, string> {
  return new Map(parseMapPairs(values).filter(isOfOutcome));
}

function isOfOutcome(pair: [MapField, string]): pair is [OutcomeField, string] {
  return outcomeFields.some((field) => field === pair[0]);
}

function isOfLead(pair: [MapField, string]): pair is [LeadField, string] {
  return leadFields.some((field) => field === pair[0]);
}

function isOfContact(pair: [MapField, string]): pair is [ContactField, string] {
  return contactFields.some((field) => field === pair[0]);
}

/** The same, of whichever kind. */
export function parseMapPairs(values: readonly string[]): [MapField, string][] {
  const pairs = new Map<MapField, string>();
  for (const value of values) {
    const at = value.indexOf("=");
    if (at === -1) {
      throw new UsageError(
        "map_invalid",
        "--map takes field=Column.",
        `For example: --map last_name=Surname --map npi="NPI Number". ${fieldsHint}`,
      );
    }
    const name = value.slice(0, at).trim().toLowerCase();
    const field = mapFields.find((known) => known === name);
    if (field === undefined) {
      throw new UsageError(
        "map_unknown_field",
        "--map names a field that there is not.",
        fieldsHint,
      );
    }
    if (pairs.has(field)) {
      throw new UsageError("map_field_twice", `--map names ${field} twice.`, "Keep one of them.");
    }
    pairs.set(field, value.slice(at + 1).trim());
  }
  return [...pairs];
}

/** Position of the column that `wanted` names; `free` are those no other field was given. */
export function findMappedColumn(
  field: LeadField,
  wanted: string,
  columns: readonly string[],
  free: ReadonlySet<number>,
): number {
  const found = columnsNamed(wanted, columns);
  const [index] = found;
  if (index === undefined) throw unknownColumn(field, columns);
  if (found.length > 1) {
    throw new UsageError(
      "map_ambiguous_column",
      `Several columns have the name that --map gives ${field}.`,
      `Name one by its position: ${found.map((at) => `--map ${field}=@${at + 1}`).join(" or ")}.`,
    );
  }
  if (!free.has(index)) {
    throw new UsageError(
      "map_column_twice",
      `--map gives ${field} a column that another field has.`,
      "A column can carry one field only.",
    );
  }
  return index;
}

/** How `--map` names a column: by its header, the nth with that header, or its position. */
export function columnReference(index: number, columns: readonly string[]): string {
  const header = (columns[index] ?? "").trim();
  const alike = positions(columns, (column) => fold(column) === fold(header));
  const nth = `${header}#${alike.indexOf(index) + 1}`;
  const named = [header, nth].find((name) => {
    const found = header === "" || /[\r\n]/.test(name) ? [] : columnsNamed(name, columns);
    return found.length === 1 && found[0] === index;
  });
  return named ?? `@${index + 1}`;
}

/** As it stands; else whatever the case and the spaces around; else `Header#2`; else `@3`. */
export function columnsNamed(wanted: string, columns: readonly string[]): number[] {
  const exact = positions(columns, (column) => column === wanted);
  if (exact.length > 0) return exact;
  const loose = positions(columns, (column) => fold(column) === fold(wanted));
  if (loose.length > 0) return loose;
  const nth = /^(.*)#([1-9]\d{0,3})$/.exec(wanted);
  if (nth !== null) {
    const alike = positions(columns, (column) => fold(column) === fold(nth[1] as string));
    return alike.slice(Number(nth[2]) - 1, Number(nth[2]));
  }
  const position = Number(/^@([1-9]\d{0,4})$/.exec(wanted)?.[1] ?? 0);
  return position > 0 && position <= columns.length ? [position - 1] : [];
}

function positions(columns: readonly string[], test: (column: string) => boolean): number[] {
  return columns.flatMap((column, index) => (test(column) ? [index] : []));
}

function fold(column: string): string {
  return column.trim().toLowerCase();
}

function unknownColumn(field: LeadField, columns: readonly string[]): UsageError {
  const names = columns.filter((column) => column.trim() !== "").map((column) => column.trim());
  const shown = names.slice(0, shownColumns).join(", ");
  const more = names.length > shownColumns ? ` and ${names.length - shownColumns} more` : "";
  return new UsageError(
    "map_unknown_column",
    `--map gives ${field} a column that the list does not have.`,
    `Its columns: ${shown}${more}.`,
  );
}
