import type { TableRow } from "../../table/table.ts";
import { saysClosed, saysVerified } from "./companion-columns.ts";
import { isOfAddress, licenseFor, type StayingCell } from "./fits-set.ts";
import type { WritePlan, WrittenColumn } from "./plan-writing.ts";
import { canonical, isSameValue } from "./same-value.ts";
import type { CellSet, WritableField } from "./writable-field.ts";

/** What becomes of one cell of a row that could be written. */
export interface CellDecision {
  /** 0-based position in the list, and how `--map` names it. */
  index: number;
  name: string;
  field: WritableField;
  /**
   * `fill`, `overwrite`: `text` is written. `kept_verified`: another value would have been, but the
   * list's own is verified. `kept`: nothing is to be changed.
   */
  rule: "fill" | "overwrite" | "kept_verified" | "kept";
  /** What is written; "" for a cell that stays. */
  text: string;
}

/** What is known of the person whom a row is about. */
export interface PersonValues {
  /** By the names of the plan's values; "" where there is none. */
  values: ReadonlyMap<string, string>;
  /** Values that are known to reach the person. */
  reached: readonly string[];
}

/** One decision a column of the plan, in the order of the list. */
export function chooseCells(row: TableRow, plan: WritePlan, person: PersonValues): CellDecision[] {
  const sets = new Map<CellSet, ReadonlyMap<WritableField, string> | undefined>();
  const ranked = new Map<WritableField, Set<string>>();

  /** The best value that the row does not have in another column of this kind. */
  function valueFor(column: WrittenColumn): string {
    const { set, field, values } = column;
    if (set !== undefined) {
      if (!sets.has(set)) sets.set(set, valuesOfSet(set, row, plan, person));
      return sets.get(set)?.get(field) ?? "";
    }
    const used = ranked.get(field) ?? usedElsewhere(field, row, plan);
    ranked.set(field, used);
    const best = values
      .map((name) => person.values.get(name) ?? "")
      .find((value) => value !== "" && !used.has(canonical(field, value)));
    if (best !== undefined && !stays(column, row, plan, person)) used.add(canonical(field, best));
    return best ?? "";
  }

  return plan.columns.map((column) => {
    const { index, name, field } = column;
    const value = valueFor(column);
    const rule = ruleFor(column, value, row, plan, person);
    const text = rule === "fill" || rule === "overwrite" ? value : "";
    return { index, name, field, rule, text };
  });
}

function ruleFor(
  column: WrittenColumn,
  value: string,
  row: TableRow,
  plan: WritePlan,
  person: PersonValues,
): CellDecision["rule"] {
  const { index, field, closed } = column;
  const cell = row.cells[index] ?? "";
  if (value === "" || hasProblem(row, index)) return "kept";
  if (closed.some((at) => saysClosed(row.cells[at] ?? ""))) return "kept";
  if (isBlank(cell)) return plan.mode;
  if (plan.mode === "fill" || isSameValue(field, cell, value)) return "kept";
  return isVerified(column, row, person) ? "kept_verified" : "overwrite";
}

/** Whether the cell says after the run what it says before. */
function stays(
  column: WrittenColumn,
  row: TableRow,
  plan: WritePlan,
  person: PersonValues,
): boolean {
  if (hasProblem(row, column.index)) return true;
  if (isBlank(row.cells[column.index] ?? "")) return false;
  return plan.mode === "fill" || isVerified(column, row, person);
}

function isVerified(
  { index, field, verified }: WrittenColumn,
  row: TableRow,
  person: PersonValues,
) {
  const cell = row.cells[index] ?? "";
  return (
    verified.some((at) => saysVerified(row.cells[at] ?? "", field, cell)) ||
    person.reached.some((value) => isSameValue(field, cell, value))
  );
}

/** Values of the columns of one kind that this run leaves alone. */
function usedElsewhere(field: WritableField, row: TableRow, plan: WritePlan): Set<string> {
  const columns = plan.understood.filter((column) => column.field === field);
  const left = columns.filter(
    ({ index }) => plan.mode === "fill" || plan.columns.every((written) => written.index !== index),
  );
  const cells = left.map(({ index }) => row.cells[index] ?? "");
  return new Set(cells.filter((cell) => !isBlank(cell)).map((cell) => canonical(field, cell)));
}

/**
 * The values of an address or a license, or none where cells of the row that stay are of another
 * one: no ZIP of one address beside the city of another.
 */
function valuesOfSet(
  set: CellSet,
  row: TableRow,
  plan: WritePlan,
  person: PersonValues,
): ReadonlyMap<WritableField, string> | undefined {
  const written = new Map(plan.columns.map((column) => [column.index, column]));
  const own = new Map<WritableField, string>();
  for (const { field, set: of, values } of plan.columns) {
    if (of === set) own.set(field, person.values.get(values[0] ?? "") ?? "");
  }
  const staying = plan.understood.flatMap(({ index, field, set: of }): StayingCell[] => {
    const cell = row.cells[index] ?? "";
    if (of !== set || (isBlank(cell) && !hasProblem(row, index))) return [];
    const column = written.get(index);
    const changes =
      column !== undefined && own.get(field) !== "" && !stays(column, row, plan, person);
    return changes ? [] : [{ field, cell }];
  });
  if (set !== "license") return isOfAddress(staying, set, person.values) ? own : undefined;
  return licenseFor(staying, person.values);
}

/** What a formula came to cannot be had: nobody knows whether the cell is empty. */
function hasProblem({ cellProblems }: TableRow, index: number): boolean {
  return cellProblems?.some(({ column }) => column === index) ?? false;
}

function isBlank(cell: string): boolean {
  return cell.trim() === "";
}
