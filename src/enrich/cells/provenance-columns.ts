import type { CatalogueField } from "./catalogue-field.ts";
import type { CellOrigin } from "./cell-origin.ts";
import { fieldCatalogue } from "./field-catalogue.ts";

/** What `--with-provenance` adds behind a column, and what its cells say. */
export const provenanceColumns: readonly { suffix: string; says: string }[] = [
  { suffix: "_source", says: "where the value is from" },
  { suffix: "_as_of", says: "day for which the source says it" },
  {
    suffix: "_confidence",
    says: "probability that the value is right for the row: that of the match, times that of the value",
  },
];

/** The columns with those of their origin behind each. */
export function withProvenance(fields: readonly string[]): string[] {
  return fields.flatMap((name) => (hasOrigin(name) ? [name, ...provenanceOf(name)] : [name]));
}

/** Every column that may stand in an output, with all of their origin. */
export function allFieldColumns(): string[] {
  return withProvenance(fieldCatalogue.map(({ name }) => name));
}

function provenanceOf(name: string): string[] {
  return provenanceColumns.map(({ suffix }) => name + suffix);
}

function hasOrigin(name: string): boolean {
  return fieldNamed(name)?.hasOrigin !== false;
}

function fieldNamed(name: string): CatalogueField | undefined {
  return fieldCatalogue.find((field) => field.name === name);
}

/** A column of the output: a field, or one thing about where another's value is from. */
export interface FieldColumn {
  field: CatalogueField;
  /** Place in `provenanceColumns`; undefined for the value itself. */
  about: number | undefined;
}

export function fieldColumn(name: string): FieldColumn | undefined {
  const field = fieldNamed(name);
  if (field !== undefined) return { field, about: undefined };
  const about = provenanceColumns.findIndex(({ suffix }) => name.endsWith(suffix));
  const suffix = provenanceColumns[about]?.suffix ?? "";
  const of = suffix === "" ? undefined : fieldNamed(name.slice(0, -suffix.length));
  return of === undefined || of.hasOrigin === false ? undefined : { field: of, about };
}

/** What a column says, for people; "" for one that there is not. */
export function columnSays(name: string): string {
  const column = fieldColumn(name);
  if (column === undefined) return "";
  const { field, about } = column;
  return about === undefined ? field.says : `${provenanceColumns[about]?.says} (of ${field.name})`;
}

/** @param matched confidence of the match, 0..1 */
export function provenanceCell(origin: CellOrigin, about: number, matched: number): string {
  const { source, as_of, confidence } = origin;
  return [source, as_of, (confidence * matched).toFixed(4)][about] ?? "";
}
