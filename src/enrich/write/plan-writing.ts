import { UsageError } from "../../model/errors.ts";
import type { ContactField } from "../../table/columns/contact-field.ts";
import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import { columnReference, columnsNamed } from "../../table/columns/map-option.ts";
import type { SensitiveColumn } from "../../table/columns/sensitive-columns.ts";
import type { Table } from "../../table/table.ts";
import { companionsOf } from "./companion-columns.ts";
import { type UnderstoodColumn, understandColumns } from "./understand-columns.ts";
import { type ProfileValue, valuesFor, valuesOfSet, type WritableField } from "./writable-field.ts";
import type { WriteMode } from "./write-mode.ts";

const shownColumns = 8;

/** A column of the list that a run writes into. */
export interface WrittenColumn extends UnderstoodColumn {
  /** As `--map` names it. */
  name: string;
  /** Names of the values it can take, the best first. */
  values: readonly string[];
  /** Columns that say whether its value was verified, and whether it may be used. */
  verified: readonly number[];
  closed: readonly number[];
}

/** What a run writes into the list's own columns. */
export interface WritePlan {
  mode: WriteMode["mode"];
  /** In the order of the list. */
  columns: readonly WrittenColumn[];
  /** All that are understood, also those that are not written. */
  understood: readonly UnderstoodColumn[];
  /** Every value that the columns ask for, once. */
  values: readonly ProfileValue[];
}

export interface ListToWrite {
  columns: Table["columns"];
  mapping: ColumnMapping;
  neverSent: readonly SensitiveColumn[];
  /** What `--map` says of ways to reach somebody. */
  said: ReadonlyMap<ContactField, string>;
  /** How the columns of names are read, where that is settled. */
  nameColumns: string | undefined;
  /** What an earlier run, which this one goes on with, has written into, by position. */
  fields?: ReadonlyMap<number, WritableField> | undefined;
}

/**
 * Which columns of the list get which values. UsageError where a column is to be overwritten that
 * the list does not have, or that we have no value for.
 */
export function planWriting(mode: WriteMode, list: ListToWrite): WritePlan {
  const { columns, mapping, neverSent, said, fields, nameColumns = "as_named" } = list;
  const understood = understandColumns({
    ...{ columns, mapping, said, fields },
    barred: new Set(neverSent.map(({ index }) => index)),
    namesAsNamed: nameColumns === "as_named",
  });
  const asked = mode.mode === "fill" ? undefined : requireColumns(mode.columns, columns);
  const values = new Map<string, ProfileValue>();
  const written = understood.flatMap((column): WrittenColumn[] => {
    if (asked !== undefined && !asked.includes(column.index)) return [];
    if (fields !== undefined && !fields.has(column.index)) return [];
    // Whoever has written out a whole name has done so in their own way.
    if (asked !== undefined && column.field === "full_name") return [];
    const taken = valuesFor(column.field, column.set, hasSecondLine(column, understood));
    if (taken.length === 0) return [];
    for (const value of [...taken, ...valuesOfSet(column.set)]) values.set(value.name, value);
    return [
      {
        ...column,
        name: columnReference(column.index, columns),
        values: taken.map(({ name }) => name),
        ...companionsOf(column.index, column.field, columns),
      },
    ];
  });
  const without = asked?.find((index) => written.every((column) => column.index !== index));
  if (without !== undefined) throw withoutValue(columnReference(without, columns));
  return { mode: mode.mode, columns: written, understood, values: [...values.values()] };
}

/** Whether suites have a column of their own at this address. */
function hasSecondLine({ set }: UnderstoodColumn, all: readonly UnderstoodColumn[]): boolean {
  return all.some((other) => other.set === set && other.field === "address_2");
}

/** Positions of the columns that `--write overwrite` names, in its order. */
export function requireColumns(
  wanted: readonly string[],
  columns: readonly string[],
): readonly number[] {
  return wanted.map((name) => {
    const [index, other] = columnsNamed(name, columns);
    if (/^\s*hb_/i.test(name)) {
      throw new UsageError(
        "write_own_column",
        "--write overwrite names an hb_ column, which a run writes anyway.",
        "It names the list's own columns that may be overwritten.",
      );
    }
    if (index !== undefined && other === undefined) return index;
    throw new UsageError(
      index === undefined ? "write_unknown_column" : "write_ambiguous_column",
      index === undefined
        ? "--write overwrite names a column that the list does not have."
        : "Several columns have a name that --write overwrite names.",
      index === undefined
        ? `Its columns: ${shownNames(columns)}. The list itself stands before --write.`
        : `Name one by its position: ${positionsOf(name, columns)}.`,
    );
  });
}

function shownNames(columns: readonly string[]): string {
  const names = columns.map((column) => column.trim()).filter((name) => name !== "");
  const more = names.length > shownColumns ? ` and ${names.length - shownColumns} more` : "";
  return `${names.slice(0, shownColumns).join(", ")}${more}`;
}

function positionsOf(name: string, columns: readonly string[]): string {
  return columnsNamed(name, columns)
    .map((index) => `@${index + 1}`)
    .join(" or ");
}

function withoutValue(column: string): UsageError {
  const fields: readonly WritableField[] = ["email", "mobile", "phone", "title"];
  return new UsageError(
    "write_without_value",
    `--write overwrite: there is no value to write into the column ${column}.`,
    `heartbeat does not take it for anything that it knows of a person, or not for theirs. Say what it holds, for example with ${fields.map((field) => `--map ${field}=…`).join(", ")}; a whole name is filled in and never overwritten.`,
  );
}
